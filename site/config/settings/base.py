"""Settings common to all environments; security settings are in `security`."""

import re
from pathlib import Path
from typing import Any

from django.conf.locale import LANG_INFO

from config.settings.caches import caches
from config.settings.environment import *  # noqa: F403
from config.settings.environment import BASE_DIR, STATE_DIR, env
from config.settings.security import *  # noqa: F403

# Scheme and host of the public address; where it is given, the seed tells Wagtail's Site.
PUBLIC_BASE_URL = env.str("PUBLIC_BASE_URL", default="")

# --- Languages ------------------------------------------------------------------------------
# The list of languages. Another one (ar, ru, zh-hans…) needs its code here and a folder in
# locale/. Autonyms are in lower case, as in "english | español".
LANGUAGE_CODE = "en"
LANGUAGES = [
    (code, LANG_INFO[code]["name_local"].lower())
    for code in env.list("SITE_LANGUAGES", default=["en", "es", "fr"])
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("es", "Español"), ("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["core.languages.formats"]
USE_I18N = True

# Instants are stored, edited and shown in UTC, so that no date is off by one.
USE_TZ = True
TIME_ZONE = "UTC"
WAGTAIL_USER_TIME_ZONES = ["UTC"]

# Fills in exact matches of the translation memory, for translators to confirm.
TRANSLATION_MEMORY_FILLS_IN = env.bool("TRANSLATION_MEMORY_FILLS_IN", default=False)

# --- Applications ---------------------------------------------------------------------------
INSTALLED_APPS = [
    "home",
    "capacity",
    "conference",
    "legacy_import",
    "core",
    "printing",
    "terms",
    "search",
    "translation",
    "contributions",
    "accounts",
    "guide",
    "jobs",
    "link_checks",
    "ops",
    "page_cache",
    "security",
    "wagtail_localize",
    "wagtail.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_countries",
    "django_filters",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Health checks come before the host check and the redirect to HTTPS.
    "ops.health_endpoints.HealthMiddleware",
    "ops.request_ids.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "security.csp.ContentSecurityPolicyMiddleware",
    "security.middleware.FurtherHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ops.maintenance_mode.MaintenanceMiddleware",
    "page_cache.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "core.languages.middleware.LiveLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # A participant is nobody to the rest of the site.
    "contributions.middleware.ParticipantMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "security.middleware.AdminPolicyMiddleware",
    "security.middleware.IncompleteFormMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "security.sign_in.middleware.SecondFactorMiddleware",
    "core.routing.redirect_matching.FoldedRedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Storage --------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{STATE_DIR / 'db.sqlite3'}")
}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Concurrent writers wait for each other instead of failing with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # An outage must be noticed while the reader waits: after a second for a new connection, a
    # little more for an open one. DATABASE_URL overrides these. The backend is Django's with time
    # limits for frozen servers.
    DATABASES["default"]["ENGINE"] = "ops.postgresql"
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 1,
        "tcp_user_timeout": 1500,
        "keepalives_idle": 10,
        "keepalives_interval": 3,
        "keepalives_count": 2,
    } | DATABASES["default"].get("OPTIONS", {})

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=STATE_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "security.uploads.disk_space.TidyFileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A full disk is reported in the form and leaves no partial files.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "security.uploads.disk_space.PatientUploadHandler",
]
# The web server serves uploads in production, Django in development.
SERVE_MEDIA = False

# --- Printing -------------------------------------------------------------------------------
# Maximum number of pages in a printed section.
PRINT_MAX_PAGES = env.int("PRINT_MAX_PAGES", default=1000)
# Maximum number of sheets of a PDF, and seconds to render it.
PDF_MAX_SHEETS = env.int("PDF_MAX_SHEETS", default=1500)
PDF_TIME_LIMIT = env.int("PDF_TIME_LIMIT", default=50)
# Concurrent renderings on one machine.
PDF_PARALLEL = env.int("PDF_PARALLEL", default=2)
PDF_CACHE = env.path("PDF_CACHE", default=STATE_DIR / "pdf")
PDF_LOCKS = env.path("PDF_LOCKS", default=STATE_DIR / "pdf-locks")
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

# --- Background work ------------------------------------------------------------------------
# Small tasks run immediately. Jobs run in a thread of the web process or, with
# TASK_WORKER=database, in `manage.py db_worker`.
_WORKERS = {
    "thread": "jobs.thread_backend.ThreadBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
TASK_WORKER = env.str("TASK_WORKER", default="thread", choices=tuple(_WORKERS))
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": _WORKERS[TASK_WORKER]},
}

# --- Links to other sites -------------------------------------------------------------------
# What other sites are told of who asks them.
LINK_CHECK_USER_AGENT = f"capacity-building-site-link-check (+{PUBLIC_BASE_URL or 'unpublished'})"
# Seconds between two requests to a host; a run's most links and seconds.
LINK_CHECK_DELAY = env.float("LINK_CHECK_DELAY", default=3.0)
LINK_CHECK_MOST = env.int("LINK_CHECK_MOST", default=500)
LINK_CHECK_SECONDS = env.int("LINK_CHECK_SECONDS", default=3600)
# For tests alone: lets a link lead into a private network, and to any port.
LINK_CHECK_PRIVATE_ADDRESSES = False

# --- Search ---------------------------------------------------------------------------------
# "own": the index of `search`. "wagtail": the backend named in WAGTAILSEARCH_BACKENDS.
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="own")

# --- Terms ----------------------------------------------------------------------------------
# Official terms for the seed; later changes by editors are kept.
TERMS_FILE = BASE_DIR / "data" / "terms.csv"

# --- The editor's guide ---------------------------------------------------------------------
# A folder for each language; what the admin shows under Help is made from its Markdown files.
GUIDE_FOLDER = BASE_DIR / "docs" / "guide"

# --- Wagtail --------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Biosafety capacity-building"
WAGTAILADMIN_BASE_URL = PUBLIC_BASE_URL or "http://127.0.0.1:8000"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# ASCII slugs, so that URLs can be printed and dictated.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Redirects are created in bulk for all languages instead (core.routing.auto_redirects).
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# Check the content of files and report a full disk.
WAGTAILDOCS_DOCUMENT_FORM_BASE = "security.uploads.upload_forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "security.uploads.upload_forms.ImageForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_search_backend"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# wagtail-localize: workarounds, explained in docs/languages.md.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True

# --- Caches ---------------------------------------------------------------------------------
# Seconds for which browsers may use a page without revalidation, limited to the page's next
# scheduled change. 0: changes by editors are visible at once.
PAGE_MAX_AGE = env.int("PAGE_MAX_AGE", default=0)
# The same for shared caches (a CDN), which are purged on publication where FRONTEND_CACHE is set;
# and how long they may serve stale pages while the site fails.
PAGE_CDN_MAX_AGE = env.int("PAGE_CDN_MAX_AGE", default=0)
PAGE_STALE_IF_ERROR = env.int("PAGE_STALE_IF_ERROR", default=24 * 3600)
# Caches to purge on changes: the URL of one that supports PURGE (Varnish), or a Cloudflare zone
# and its token.
WAGTAILFRONTENDCACHE: dict[str, dict[str, str]] = {}
if env.str("FRONTEND_CACHE", default=""):
    WAGTAILFRONTENDCACHE["http"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
        "LOCATION": env.str("FRONTEND_CACHE"),
    }
if env.str("CLOUDFLARE_ZONE", default=""):
    WAGTAILFRONTENDCACHE["cloudflare"] = {
        "BACKEND": "wagtail.contrib.frontend_cache.backends.CloudflareBackend",
        "BEARER_TOKEN": env.str("CLOUDFLARE_TOKEN"),
        "ZONEID": env.str("CLOUDFLARE_ZONE"),
    }
# The page cache (`page_cache`), invalidated by every change of content. Pages are also rendered
# again after PAGE_CACHE_FRESH seconds, and never served after PAGE_CACHE_KEPT seconds.
PAGE_CACHE = env.bool("PAGE_CACHE", default=False)
# Whether changes of content are tracked; without it nothing is cached between requests.
PAGE_GENERATIONS = True
PAGE_CACHE_FRESH = env.int("PAGE_CACHE_FRESH", default=600)
PAGE_CACHE_KEPT = env.int("PAGE_CACHE_KEPT", default=7 * 24 * 3600)
# Query parameters that pages use, with the values that may be cached; others are dropped. Search
# queries are unlimited in number and not cached.
_SLUG = r"[a-z0-9-]{0,100}"
PAGE_CACHE_ARGUMENTS = {
    name: re.compile(pattern)
    for name, pattern in {
        "q": "",
        "page": r"[1-9]\d{0,3}",
        "year": r"\d{4}|",
        "topic": _SLUG,
        "instrument": _SLUG,
        "language": _SLUG,
        "section": _SLUG,
        "conference": _SLUG,
        "sort": r"newest|oldest|title|",
        "order": r"thread|newest|oldest|",
        "question": r"\d{0,3}",
        "affiliation": _SLUG,
        "country": r"[A-Z]{2}|",
        "with": _SLUG,
        "size": r"normal|large|",
        "paper": r"a4|letter|",
    }.items()
}

# --- Operations -----------------------------------------------------------------------------
# Maintenance mode: readers get 503 while this file exists.
MAINTENANCE_FILE = Path(env.str("MAINTENANCE_FILE", default=str(STATE_DIR / "maintenance")))
# Retry-After in maintenance mode and during database outages, in seconds.
RETRY_AFTER_SECONDS = 30
CSRF_FAILURE_VIEW = "ops.error_pages.form_expired"
# Off unless set; both need requirements-extras.txt.
SENTRY_DSN = env.str("SENTRY_DSN", default="")
SENTRY_ENVIRONMENT = env.str("SENTRY_ENVIRONMENT", default="production")
METRICS = env.bool("METRICS", default=False)
if METRICS:
    MIDDLEWARE.insert(1, "ops.metrics.MetricsMiddleware")

# --- Contributions --------------------------------------------------------------------------
# For how long a form that was open before the closing may still be sent, in minutes.
CONTRIBUTIONS_GRACE_MINUTES = env.int("CONTRIBUTIONS_GRACE_MINUTES", default=15)
# For how long authors may edit what they have posted; a conference may set another time.
CONTRIBUTIONS_EDIT_MINUTES = env.int("CONTRIBUTIONS_EDIT_MINUTES", default=30)
# How many contributions one participant may post, and how many codes one address may ask for.
CONTRIBUTIONS_PER_HOUR = env.int("CONTRIBUTIONS_PER_HOUR", default=60)
CONTRIBUTIONS_CODES_PER_HOUR = env.int("CONTRIBUTIONS_CODES_PER_HOUR", default=10)
# Limits of one contribution.
CONTRIBUTIONS_MAX_LENGTH = 20_000  # characters
CONTRIBUTIONS_MAX_LINKS = 20
CONTRIBUTIONS_MAX_FILES = 5

# --- The section ----------------------------------------------------------------------------
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="secretariat@example.org")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=CONTACT_EMAIL)
# Days before closing at which a conference is shown as closing soon.
CLOSING_SOON_DAYS = 3
# Path of the pages on the former site, for imported files without a folder.
FORMER_SITE_FOLDER = "/onlineconferences/portal_art22/cbarchive/"
