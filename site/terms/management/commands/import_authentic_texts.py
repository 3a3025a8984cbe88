"""`manage.py import_authentic_texts`: imports authentic texts from CSV or TMX files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from terms.files import authentic_files
from terms.files.imported_rows import RefusedFileError


class Command(BaseCommand):
    """Imports each file in a transaction of its own."""

    help = "Takes authentic texts from CSV or TMX files: docs/terms.md has their columns."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the paths of the files."""
        parser.add_argument("files", nargs="+", type=Path)

    def handle(self, *, files: list[Path], **_options: Any) -> None:
        """Imports the files in order. Raises CommandError for the first one that is refused."""
        for file in files:
            try:
                rows = authentic_files.read(file.read_bytes())
                count = authentic_files.apply(authentic_files.plan_for(rows))
            except (OSError, RefusedFileError) as error:
                raise CommandError(f"{file.name}: {error}") from error
            self.stdout.write(f"{file.name}: {len(rows)} wordings, {count} of them new or changed.")
