"""Development settings: SQLite, demo accounts, no secrets. `DEBUG=1` shows Django's error pages."""

from config.settings.base import *  # noqa: F403
from config.settings.environment import env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = "insecure: for development on this machine only"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

DEMO_ACCOUNTS = True
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="demo")
