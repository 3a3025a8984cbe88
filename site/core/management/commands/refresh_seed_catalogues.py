"""`manage.py refresh_seed_catalogues`: adds new strings of the seeds to their catalogues."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.seeding import discover, seed_catalogues


class Command(BaseCommand):
    """Refreshes or checks the catalogues `APP/seed.<language>.po`."""

    help = "Rewrites APP/seed.<language>.po from the seeded pages; translations are kept."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the language and the option to check only."""
        further = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        parser.add_argument("--check", action="store_true", help="change nothing, fail on faults")
        parser.add_argument(
            "--language", choices=further, help="this language only; begins its catalogues"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rewrites the catalogues, or raises CommandError if a check finds faults."""
        try:
            found = list(_catalogues(options["language"]))
        except seed_catalogues.PageNotSeededError as error:
            raise CommandError(str(error)) from error
        if options["check"]:
            self._check(found)
            return
        for path, language, strings in found:
            to_do = seed_catalogues.rewrite(path, language, strings)
            self.stdout.write(f"{seed_catalogues.short_name(path)}: {to_do} to do")

    def _check(self, found: list[tuple[Path, str, dict[str, str]]]) -> None:
        faults = [
            f"{seed_catalogues.short_name(path)}: {fault}"
            for path, _language, strings in found
            for fault in seed_catalogues.faults(path, strings)
        ]
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("The seed is translated completely.")


def _catalogues(language: str | None) -> Iterator[tuple[Path, str, dict[str, str]]]:
    for app_seed in discover():
        strings = seed_catalogues.strings_of(app_seed)
        if not strings:
            continue
        for code in [language] if language else seed_catalogues.languages_of(app_seed):
            yield app_seed.catalogue_path(code), code, strings
