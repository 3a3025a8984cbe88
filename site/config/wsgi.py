"""The WSGI application, as gunicorn loads it."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application: Any = get_wsgi_application()
if settings.PAGE_CACHE and not settings.METRICS:
    # Figures are counted in Django. The import needs the models, which are loaded by now.
    from page_cache.wsgi_front import Front

    application = Front(application)
# Every view is loaded while the worker starts, and not while the first reader waits.
_ = get_resolver().url_patterns
