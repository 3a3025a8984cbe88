"""For the suite: everything as on a laptop, with fast passwords and mail kept in memory."""

from .dev import *  # noqa: F403
from .dev import STATE_DIR, env

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO_PASSWORD = "demo"
# One for each of the processes that share the work.
MEDIA_ROOT = STATE_DIR / f"test-media-{env.str('PYTEST_XDIST_WORKER', default='main')}"
WHITENOISE_AUTOREFRESH = False
# A thread would not see what a test's transaction holds.
TASKS = {
    name: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    for name in ("default", "jobs")
}
