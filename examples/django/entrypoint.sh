#!/bin/sh
# Started is not ready: a database that has just been made takes seconds until it answers. This project's `migrate` waits for that.
set -e

python manage.py migrate --no-input
python manage.py collectstatic --no-input

exec gunicorn hello.wsgi:application --bind :8000
