"""Settings common to all environments, collected from the modules of their subjects."""

from pathlib import Path
from typing import Any

from config.settings.applications import *  # noqa: F403
from config.settings.background_tasks import *  # noqa: F403
from config.settings.caches import caches
from config.settings.conferences import *  # noqa: F403
from config.settings.contributions import *  # noqa: F403
from config.settings.database import *  # noqa: F403
from config.settings.environment import *  # noqa: F403
from config.settings.environment import env
from config.settings.languages import *  # noqa: F403
from config.settings.link_checks import *  # noqa: F403
from config.settings.machine_translation import *  # noqa: F403
from config.settings.mail import *  # noqa: F403
from config.settings.page_cache import *  # noqa: F403
from config.settings.paths import *  # noqa: F403
from config.settings.paths import BASE_DIR, STATE_DIR
from config.settings.printing import *  # noqa: F403
from config.settings.printing import PDF_CACHE
from config.settings.security import *  # noqa: F403
from config.settings.storage import *  # noqa: F403
from config.settings.wagtail import *  # noqa: F403

CACHES: dict[str, dict[str, Any]] = caches(
    env.str("REDIS_URL", default=""), STATE_DIR / "pages", pages_in_memory=True
) | {
    "pdf": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(PDF_CACHE),
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# Official terms for the seed; later changes by editors are kept.
TERMS_FILE = BASE_DIR / "data" / "terms.csv"

# A folder for each language; what the admin shows under Help is made from its Markdown files.
GUIDE_FOLDER = BASE_DIR / "docs" / "guide"

# Maintenance mode: readers get 503 while this file exists.
MAINTENANCE_FILE = Path(env.str("MAINTENANCE_FILE", default=str(STATE_DIR / "maintenance")))
# Retry-After in maintenance mode and during database outages, in seconds.
RETRY_AFTER_SECONDS = 30
CSRF_FAILURE_VIEW = "ops.error_views.form_expired"
# What `manage.py housekeeping` keeps: of each page the newest revisions, and any younger ones;
# finished jobs; link checks; static files of former releases.
KEPT_REVISIONS = env.int("KEPT_REVISIONS", default=20)
KEPT_REVISIONS_DAYS = env.int("KEPT_REVISIONS_DAYS", default=90)
KEPT_JOBS_DAYS = env.int("KEPT_JOBS_DAYS", default=90)
KEPT_LINK_CHECKS_DAYS = env.int("KEPT_LINK_CHECKS_DAYS", default=90)
KEPT_STATIC_DAYS = env.int("KEPT_STATIC_DAYS", default=30)
# Seconds after which `/readyz` says that a recurring task last succeeded too long ago, and that a
# job has waited too long; none: not checked.
RECURRING_TASK_LIMITS: dict[str, float] = {}
# Recipients of mails about failed services.
OPERATOR_EMAILS = env.list("OPERATOR_EMAILS", default=[])
FAILURE_STAMPS = STATE_DIR / "failures"
# Pages that nginx shows by itself, written by `manage.py write_error_pages`.
ERROR_PAGES = STATE_DIR / "error-pages"
# Off unless set; needs requirements-extras.txt.
SENTRY_DSN = env.str("SENTRY_DSN", default="")
SENTRY_ENVIRONMENT = env.str("SENTRY_ENVIRONMENT", default="production")
