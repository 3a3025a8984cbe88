"""`manage.py migrate`: Django's own, with the quicker executor of `core.migration_executor`."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.core.management.commands import migrate

from core.migration_executor import LeanExecutor


class Command(migrate.Command):
    """Applies migrations."""

    def handle(self, *args: Any, **options: Any) -> None:
        """As Django's command; only its executor is another one."""
        with ExitStack() as stack:
            stack.enter_context(_replaced(migrate, "MigrationExecutor", LeanExecutor))
            # Which models may be swapped stays the same; Django forgets it with each class.
            find = cache(apps.get_swappable_settings_name)
            stack.enter_context(_replaced(apps, "get_swappable_settings_name", find))
            super().handle(*args, **options)


@contextmanager
def _replaced(owner: Any, name: str, value: Any) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)
