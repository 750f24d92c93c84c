import secrets

SECRET_KEY = secrets.token_urlsafe(50)
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "h2h.urls"
DEBUG = True
