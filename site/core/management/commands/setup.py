"""`manage.py setup`: migrates and seeds in one process, for `make setup`."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Makes the database ready to use."""

    help = "Migrates, and creates missing demo content. Safe to repeat."
    # `runserver` and `make check` run them.
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **options: Any) -> None:
        """Runs `migrate` and `seed`; raises CommandError where one does."""
        call_command("migrate", verbosity=0)
        call_command("seed", verbosity=options["verbosity"])
