"""Database, static files and uploads."""

from typing import Any

from config.settings.environment import STATE_DIR, env

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
        # PostgreSQL would compile the conditions on restricted pages for a third of a second, to
        # find eight rows in one millisecond.
        "options": "-c jit=off",
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
