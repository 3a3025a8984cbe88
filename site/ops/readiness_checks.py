"""Readiness checks: database, migrations, cache, recurring tasks."""

import logging
from collections.abc import Callable
from functools import cache as memoize
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from ops import task_monitoring

logger = logging.getLogger(__name__)
OK = "ok"
# Without these the site does not work; without the others (cache, backups…) it does.
REQUIRED_CHECKS = {"database", "migrations"}
# Caches without a server, which cannot be down.
_LOCAL_CACHES = ("locmem.LocMemCache", "dummy.DummyCache")


def run_checks() -> dict[str, str]:
    """Name of each check → "ok" or the fault in a few words, without secrets."""
    checks: dict[str, Callable[[], str]] = {"database": _database, "migrations": _migrations}
    if not settings.CACHES["default"]["BACKEND"].endswith(_LOCAL_CACHES):
        checks["cache"] = _cache
    results = {name: _run(check) for name, check in checks.items()}
    if all(results[name] == OK for name in REQUIRED_CHECKS):
        results |= task_monitoring.task_checks()
    return results


def status(results: dict[str, str]) -> str:
    """One of "ready", "degraded" (no required check fails) and "not ready"."""
    missing = {name for name, result in results.items() if result != OK}
    if missing & REQUIRED_CHECKS:
        return "not ready"
    return "degraded" if missing else "ready"


def _run(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, InterfaceError):
        # The next request opens a new connection.
        connection.close()
        return "unreachable"
    except Exception:
        logger.exception("A check of readiness failed")
        return "failed"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _migrations() -> str:
    missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    return f"{len(missing)} not applied" if missing else OK


@memoize
def _known_migrations() -> frozenset[tuple[str, str]]:
    """The migrations that this version of the site knows, read from disk once."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def _cache() -> str:
    """Reads back what it writes, since the cache client may hide connection errors."""
    value = uuid4().hex
    cache.set("ops.readiness", value, 60)
    return OK if cache.get("ops.readiness") is not None else "unreachable"
