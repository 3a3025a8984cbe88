"""The WSGI application, as gunicorn loads it."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()
# Every view is loaded while the worker starts, and not while the first reader waits.
_ = get_resolver().url_patterns
