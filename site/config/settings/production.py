"""Production settings. Refuses to start, naming each missing or weak variable."""

from urllib.parse import urlsplit

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES
from config.settings.bucket import bucket_storage
from config.settings.caches import caches
from config.settings.environment import STATE_DIR, env
from config.settings.required_variables import Requirements
from config.settings.storage import STATIC_ROOT, STORAGES
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
requirements.enforce()

DEBUG = False
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
STATIC_ROOT = env.path("STATIC_ROOT", default=STATIC_ROOT)
STORAGES["staticfiles"] = {
    # File names contain a content hash; a file that was not collected is an error, not a dead link.
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
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
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
if env.bool("BEHIND_PROXY", default=False):
    # Safe only behind a proxy that sets this header and drops the client's.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MFA_REQUIRED = env.bool("MFA_REQUIRED", default=True)
TRUSTED_PROXY_COUNT = env.int(
    "TRUSTED_PROXY_COUNT", default=int(env.bool("BEHIND_PROXY", default=False))
)

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)

# One JSON object per line, without personal data; LOG_FORMAT=text for terminals.
LOGGING = json_logging.configuration(
    level=env.str("LOG_LEVEL", default="INFO"),
    style=env.str("LOG_FORMAT", default="json", choices=("json", "text")),
)
