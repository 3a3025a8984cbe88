"""`manage.py migrate`: Django's own, with the quicker executor of `core.lean_project_state`."""

from functools import cache
from typing import Any

from django.apps import apps
from django.core.management.commands import migrate

from core.lean_project_state import LeanExecutor


class Command(migrate.Command):
    """Applies migrations."""

    def handle(self, *args: Any, **options: Any) -> None:
        """As Django's command; only its executor is another one."""
        # Which models may be swapped stays the same meanwhile; Django forgets it at each model.
        stock: Any = migrate
        vars(apps)["get_swappable_settings_name"] = cache(apps.get_swappable_settings_name)
        original, stock.MigrationExecutor = stock.MigrationExecutor, LeanExecutor
        try:
            super().handle(*args, **options)
        finally:
            stock.MigrationExecutor = original
            del vars(apps)["get_swappable_settings_name"]
