"""Production settings. Refuses to start, naming each missing or weak variable."""

from urllib.parse import urlsplit

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES
from config.settings.caches import caches
from config.settings.environment import env
from config.settings.paths import STATE_DIR
from config.settings.required_variables import Requirements
from config.settings.storage import STATIC_ROOT, STORAGES, bucket_storage
from ops import json_logging

requirements = Requirements(env)
SECRET_KEY = requirements.secret("SECRET_KEY")
# Former keys, to verify and decrypt what they signed and encrypted.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = requirements.hosts("ALLOWED_HOSTS")
PUBLIC_BASE_URL = WAGTAILADMIN_BASE_URL = requirements.base_url("PUBLIC_BASE_URL")
MEDIA_BUCKET = env.str("MEDIA_BUCKET", default="")
if MEDIA_BUCKET:
    STORAGES["default"] = bucket_storage(env, requirements)
EMAIL_URL = requirements.mail("EMAIL_URL")
requirements.enforce()

DEBUG = False
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
STATIC_ROOT = env.path("STATIC_ROOT", default=STATIC_ROOT)
STORAGES["staticfiles"] = {
    # File names contain a content hash; a file that was not collected is an error, not a dead link.
    "BACKEND": "ops.static_storage.ReleaseStaticFilesStorage",
}
if MEDIA_BUCKET:
    # Documents are served by the site, which checks permissions, not from the bucket.
    WAGTAILDOCS_SERVE_METHOD = "serve_view"
    MEDIA_URL = f"{env.str('MEDIA_BUCKET_URL').rstrip('/')}/"

PAGE_CACHE = env.bool("PAGE_CACHE", default=True)
CACHES |= caches(env.str("REDIS_URL", default=""), STATE_DIR / "pages", pages_in_memory=False)

# HTTP only where the public URL is HTTP (a closed network, a trial).
SECURE = urlsplit(WAGTAILADMIN_BASE_URL).scheme == "https"
SECURE_SSL_REDIRECT = SECURE
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
# Choices for the whole domain, beyond this site; a preload list is left only slowly.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE and env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS and env.bool("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = [
    *vars().get("SILENCED_SYSTEM_CHECKS", []),
    "security.W005",
    "security.W021",
]
if env.bool("BEHIND_PROXY", default=False):
    # Safe only behind a proxy that sets this header and drops the client's.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MFA_REQUIRED = env.bool("MFA_REQUIRED", default=True)
TRUSTED_PROXY_COUNT = env.int(
    "TRUSTED_PROXY_COUNT", default=int(env.bool("BEHIND_PROXY", default=False))
)

# Without a mail server nothing is printed: mails hold personal data and working links.
vars().update(env.email_url_config(EMAIL_URL or "dummymail://"))
if EMAIL_URL:
    DELIVERY_EMAIL_BACKEND = vars()["EMAIL_BACKEND"]
    EMAIL_BACKEND = "jobs.mail_queue.QueueBackend"

# As the timers in deploy/systemd run them; UNWATCHED_TASKS names those that this site lacks.
RECURRING_TASK_LIMITS = {
    "publish_scheduled": 15 * 60,
    "backup": 36 * 3600,
    "housekeeping": 3 * 24 * 3600,
    "waiting_job": 15 * 60,
}
for _name in env.list("UNWATCHED_TASKS", default=[]):
    RECURRING_TASK_LIMITS.pop(_name, None)

# One JSON object per line, without personal data; LOG_FORMAT=text for terminals.
LOGGING = json_logging.configuration(
    level=env.str("LOG_LEVEL", default="INFO"),
    style=env.str("LOG_FORMAT", default="json", choices=("json", "text")),
)
