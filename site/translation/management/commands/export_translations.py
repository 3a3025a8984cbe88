"""`manage.py export_translations`: exports translations as PO or XLIFF."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from translation.files.export_formats import EXPORT_FORMATS
from translation.translation_querysets import below, in_use, section_at


class Command(BaseCommand):
    """Exports the translations into one language."""

    help = "Writes the translations of one language as PO or XLIFF, of all pages or of a section."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the file, language, format and section."""
        codes = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", choices=codes, required=True)
        parser.add_argument("--layout", choices=list(EXPORT_FORMATS), default="xliff-2.1")
        parser.add_argument("--section", default="", help="an address, such as /en/protocol/")

    def handle(
        self, *, file: Path, language: str, layout: str, section: str, **_options: Any
    ) -> None:
        """Writes the file. Raises CommandError if there is nothing to export."""
        wanted = in_use().filter(target_locale__language_code=language)
        if section:
            page = section_at(section)
            if page is None:
                raise CommandError(f"There is no page at {section}.")
            wanted = below(wanted, page)
        if not wanted.exists():
            raise CommandError("There is no such translation.")
        content, _kind, _ending = EXPORT_FORMATS[layout](wanted)
        file.write_bytes(content)
        self.stdout.write(f"Wrote {wanted.count()} translations.")
