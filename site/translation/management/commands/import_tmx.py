"""`manage.py import_tmx`: imports TMX files into the translation memory."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from translation.memory import store, tmx


class Command(BaseCommand):
    """Imports TMX files, each in one transaction."""

    help = "Takes TMX files into the translation memory: languages of the site, nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the files."""
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *, files: list[Path], **_options: Any) -> None:
        """Imports the files. Raises CommandError for a file that cannot be read."""
        for file in files:
            try:
                with file.open("rb") as opened, transaction.atomic():
                    count = store.keep(tmx.read(opened, file.name))
            except (OSError, tmx.RefusedFileError) as error:
                raise CommandError(f"{file.name}: {error}") from error
            self.stdout.write(f"{file.name}: {count} pairs.")
