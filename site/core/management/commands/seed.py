"""`manage.py seed`: the demo content in every language."""

from typing import Any

from django.core.management.base import BaseCommand

from core.seeding.run import run_seed


class Command(BaseCommand):
    help = "Creates the demo content. Safe to repeat: what exists is kept as editors left it."

    def handle(self, *_args: Any, **options: Any) -> None:
        say = self.stdout.write if options["verbosity"] > 0 else lambda _line: None
        report = run_seed(say)
        self.stdout.write(report.summary())
