import socket

from django.http import JsonResponse
from django.urls import path


def index(request):
    """This container's name, and whether the project's database takes connections."""
    try:
        socket.create_connection(("db", 5432), timeout=2).close()
        database = "reachable"
    except OSError as error:
        database = str(error)
    return JsonResponse({"host": socket.gethostname(), "db": database})


urlpatterns = [path("", index)]
