#!/bin/sh
# manage.py with the settings and the environment of this server: deploy/manage.sh migrate
set -eu
cd "$(dirname "$0")/.."
set -a
. ./.env
DJANGO_SETTINGS_MODULE=config.settings.production
set +a
exec .venv/bin/python manage.py "$@"
