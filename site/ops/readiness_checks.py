"""Whether this process can do its work: database, migrations, cache."""

import logging
from collections.abc import Callable
from functools import cache as once
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

logger = logging.getLogger(__name__)
OK = "ok"
# Without these the site is slower, and does all its work.
DISPENSABLE = {"cache"}
# Caches that cannot be away: they live in this process, or nowhere.
_WITHIN = ("locmem.LocMemCache", "dummy.DummyCache")


def findings() -> dict[str, str]:
    """What was looked at → "ok", or what is wrong with it in a few words, without secrets."""
    checks: dict[str, Callable[[], str]] = {"database": _database, "migrations": _migrations}
    if not settings.CACHES["default"]["BACKEND"].endswith(_WITHIN):
        checks["cache"] = _cache
    return {name: _safely(check) for name, check in checks.items()}


def status(found: dict[str, str]) -> str:
    """ "ready"; "degraded" where only what can be done without is missing; else "not ready"."""
    missing = {name for name, finding in found.items() if finding != OK}
    if missing - DISPENSABLE:
        return "not ready"
    return "degraded" if missing else "ready"


def _safely(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, InterfaceError):
        # The next request gets a fresh connection.
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
    missing = _wanted() - set(MigrationRecorder(connection).applied_migrations())
    return f"{len(missing)} not applied" if missing else OK


@once
def _wanted() -> frozenset[tuple[str, str]]:
    """The migrations that this version of the site knows, read from disk once."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def _cache() -> str:
    """A cache that swallows its failures is found out by what it does not remember."""
    value = uuid4().hex
    cache.set("ops.readiness", value, 60)
    return OK if cache.get("ops.readiness") is not None else "unreachable"
