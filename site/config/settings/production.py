"""On a server. Refuses to start, naming each variable, while one is missing or weak."""

from urllib.parse import urlsplit

from .base import *  # noqa: F403
from .base import STATIC_ROOT, STORAGES, env
from .required import Requirements

requirements = Requirements(env)
SECRET_KEY = requirements.secret("SECRET_KEY")
ALLOWED_HOSTS = requirements.hosts("ALLOWED_HOSTS")
PUBLIC_BASE_URL = WAGTAILADMIN_BASE_URL = requirements.base_url("PUBLIC_BASE_URL")
requirements.enforce()

DEBUG = False
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
STATIC_ROOT = env.path("STATIC_ROOT", default=STATIC_ROOT)
STORAGES["staticfiles"] = {
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
}

# Plain http only where the public address itself is http (a closed network, a trial).
SECURE = urlsplit(WAGTAILADMIN_BASE_URL).scheme == "https"
SECURE_SSL_REDIRECT = SECURE
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
if env.bool("BEHIND_PROXY", default=False):
    # Only where a proxy in front sets the header and drops the one a visitor sends.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MFA_REQUIRED = env.bool("MFA_REQUIRED", default=True)
TRUSTED_PROXY_COUNT = env.int(
    "TRUSTED_PROXY_COUNT", default=int(env.bool("BEHIND_PROXY", default=False))
)

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Two lines for every index entry that publishing refreshes would bury what matters.
    "loggers": {"django_tasks": {"level": "WARNING"}},
}
