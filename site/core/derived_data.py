"""Rebuilds derived rows (search index, states of translations…) after an upgrade.

    @derived_data("search_index", version=1)
    def rebuild_search_index() -> None: ...

Each app registers its own in a module `derived_rows`. After all migrations, `migrate` calls those
whose version is not the recorded one. Raise the version when the code derives other rows than
before.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, router
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from core.models import DerivedVersion

logger = logging.getLogger(__name__)
Rebuild = Callable[[], object]


@dataclass(frozen=True)
class DerivedData:
    """A kind of derived rows."""

    version: int
    rebuild: Rebuild
    """Repeatable; keeps what people have written."""


_kinds: dict[str, DerivedData] = {}


def derived_data(name: str, version: int) -> Callable[[Rebuild], Rebuild]:
    """Registers a function that rebuilds derived rows. Raises ValueError for a name in use."""

    def register(function: Rebuild) -> Rebuild:
        if name in _kinds and _kinds[name].rebuild is not function:
            raise ValueError(f"Two kinds of derived rows want the name {name!r}.")
        _kinds[name] = DerivedData(version, function)
        return function

    return register


def refresh_derived() -> list[str]:
    """Rebuilds what was last built at another version, and records it; returns the names.

    A kind that fails is tried again by the next `migrate`; its exception passes through.
    """
    autodiscover_modules("derived_rows")
    recorded = dict(DerivedVersion.objects.values_list("pk", "version"))
    due = {name: kind for name, kind in _kinds.items() if recorded.get(name) != kind.version}
    for name, kind in due.items():
        logger.info("Derived rows are rebuilt: %s", name)
        kind.rebuild()
        values = {"version": kind.version, "rebuilt_at": timezone.now()}
        DerivedVersion.objects.update_or_create(name=name, defaults=values)
    return list(due)


def connect() -> None:
    """Connects to the last signal of `migrate`, when content types and permissions are there."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    post_migrate.connect(_after_migrating, sender=last, dispatch_uid="core.derived")


def _after_migrating(using: str, **_kwargs: object) -> None:
    if using == router.db_for_write(DerivedVersion) and _is_fully_migrated(using):
        refresh_derived()


def _is_fully_migrated(using: str) -> bool:
    """Not so where `migrate` was told to stop at an earlier migration."""
    connection = connections[using]
    if DerivedVersion._meta.db_table not in connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
