"""WSGI application for gunicorn."""

import os
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.preloading import preload
from core.patches import patch_table
from ops.interpreter_stack import WithRoom

# A resolver that hangs must not hold the threads that serve readers.
patch_table.apply_those_of(__name__)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application: Any = WithRoom(get_wsgi_application())
if settings.PAGE_CACHE and not settings.METRICS:
    # Metrics are counted in Django's middleware. The import needs the models, now loaded.
    from page_cache.wsgi_front import Front

    application = Front(application)
# Not during the first request of a worker.
preload()
