"""Test settings: as in development, with fast password hashing and in-memory mail."""

from config.settings.dev import *  # noqa: F403
from config.settings.dev import CACHES
from config.settings.environment import env
from config.settings.paths import STATE_DIR

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO_PASSWORD = "demo"
# Each pytest-xdist worker has its own files.
TEST_FILES = STATE_DIR / "test" / env.str("PYTEST_XDIST_WORKER", default="main")
PDF_CPU_LIMIT = 300
PDF_TIME_LIMIT = 300
# Another thread could not see the rows of a test's transaction, either; tests of the queue use it.
PDF_QUEUE = 0
MEDIA_ROOT = TEST_FILES / "media"
CACHES = CACHES | {"pdf": CACHES["pdf"] | {"LOCATION": str(TEST_FILES / "pdf")}}
PRESERVED_COPIES = TEST_FILES / "preserved"
PDF_LOCKS = TEST_FILES / "pdf-locks"
# Query counts must not depend on earlier requests; tests/page_cache switches it on.
PAGE_GENERATIONS = False
# A thread could not see the rows of a test's transaction.
TASKS = {
    name: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    for name in ("default", "jobs")
}

# Tests create their own translations; this setting has tests of its own.
TRANSLATION_MEMORY_FILLS_IN = False
