"""`manage.py seed`: creates the demo content in every language."""

from typing import Any

from django.core.management.base import BaseCommand

from core.seeding.run import run_seed


class Command(BaseCommand):
    """Creates missing demo content."""

    help = "Creates the demo content. Safe to repeat: what exists is kept as editors left it."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Runs the seed and prints what it did."""
        say = self.stdout.write if options["verbosity"] > 0 else lambda _line: None
        report = run_seed(say)
        self.stdout.write(report.summary())
