"""For the suite: everything as on a laptop, with fast passwords and mail kept in memory."""

from .dev import *  # noqa: F403
from .dev import STATE_DIR

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO_PASSWORD = "demo"
MEDIA_ROOT = STATE_DIR / "test-media"
WHITENOISE_AUTOREFRESH = False
# A thread would not see what a test's transaction holds.
TASKS = {
    name: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    for name in ("default", "jobs")
}
