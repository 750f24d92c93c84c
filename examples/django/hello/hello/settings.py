import secrets
from pathlib import Path

# The project's folder on the host is mounted there: its files under config/ are read by Django and by the databases alike.
SOURCE = Path(__file__).resolve().parent.parent.parent
SERVICE = SOURCE.parent


def read_env(name):
    """The variables of an env file: NAME=VALUE a line."""
    lines = (SOURCE / "config" / "db" / name).read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def database(service):
    """The database of a service, with what its container was initialised with."""
    env = read_env(service + "_env")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": service,
        "NAME": env["POSTGRES_DB"],
        "USER": env["POSTGRES_USER"],
        "PASSWORD": env["POSTGRES_PASSWORD"],
    }


DATABASES = {"default": database("database1"), "reviews": database("database2")}
DATABASE_ROUTERS = ["hello.routing.ByModel"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Nothing signed outlives a start of the application, so a key a start will do.
SECRET_KEY = secrets.token_urlsafe(50)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = ["http://localhost:8000", "http://127.0.0.1:8000"]

INSTALLED_APPS = ["django.contrib.staticfiles", "hello"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware"]
ROOT_URLCONF = "hello.urls"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
USE_TZ = True

# nginx serves both folders from the volumes that it shares with this service.
STATIC_URL = "/static/"
STATIC_ROOT = SERVICE / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = SERVICE / "media"
