"""The database: SQLite, or PostgreSQL with limits for servers that do not answer."""

from typing import Any

from config.settings.environment import env
from config.settings.paths import STATE_DIR

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
