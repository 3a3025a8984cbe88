"""`manage.py page_checksums`: prints a checksum of every public page, as JSON."""

import json
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from ops.page_checksums import page_checksums


class Command(BaseCommand):
    """Prints page checksums."""

    help = "Prints path and checksum of each public page, to compare two installations."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the arguments."""
        parser.add_argument("--reindex", action="store_true", help="fill the search indexes first")

    def handle(self, *_args: Any, reindex: bool, **_options: Any) -> None:
        """Prints path → checksum."""
        if reindex:
            for command in ("rebuild_search", "update_index"):
                call_command(command, stdout=StringIO())
        self.stdout.write(json.dumps(page_checksums(), indent=0))
