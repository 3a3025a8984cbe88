"""`manage.py seed`: creates the demo content in every language."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.seeding.run import run_seed
from core.seeding.seed_toml_checks import SeedFileError
from core.seeding.seed_translations import MissingTranslationsError


class Command(BaseCommand):
    """Creates missing demo content."""

    # `migrate`, which runs before, and each start of the server make the system checks.
    requires_system_checks = ()
    help = "Creates the demo content. Safe to repeat: what exists is kept as editors left it."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Runs the seed and prints what it did.

        Raises CommandError where a seed file names what is not there or a catalogue lacks a text.
        """
        say = self.stdout.write if options["verbosity"] > 0 else lambda _line: None
        try:
            report = run_seed(say)
        except MissingTranslationsError as error:
            raise CommandError(
                f"{error}\nRun `manage.py refresh_seed_catalogues`, then fill in the catalogue."
            ) from error
        except SeedFileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(report.summary())
