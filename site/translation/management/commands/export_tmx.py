"""`manage.py export_tmx`: exports the translation memory as TMX."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from translation.memory import tmx


class Command(BaseCommand):
    """Exports the pairs of two languages."""

    help = "Writes the translation memory of two languages as TMX 1.4b."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the file and the languages."""
        codes = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", choices=codes, default=settings.LANGUAGE_CODE)
        parser.add_argument("--target", choices=codes, required=True)

    def handle(self, *, file: Path, source: str, target: str, **_options: Any) -> None:
        """Writes the file and prints the number of pairs."""
        pairs = tmx.pairs_for(source, target)
        with file.open("wb") as opened:
            opened.writelines(tmx.write(source, pairs))
        self.stdout.write(f"Wrote {pairs.count()} pairs.")
