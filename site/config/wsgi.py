"""The WSGI application, as gunicorn loads it."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from pagecache.front import Application, Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application: Application = get_wsgi_application()
if settings.PAGE_CACHE and not settings.METRICS:
    # Figures are counted in Django.
    application = Front(application)
# Every view is loaded while the worker starts, and not while the first reader waits.
_ = get_resolver().url_patterns
