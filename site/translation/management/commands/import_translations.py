"""`manage.py import_translations`: imports PO and XLIFF files; a dry run without `--apply`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from translation.files import import_screen
from translation.files.import_plan import plan
from translation.files.upload_reader import read_all


class Command(BaseCommand):
    """Imports translation files with a user's permissions."""

    help = "Says what PO, XLIFF or ZIP files would change; with --apply, changes it, as drafts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the files, the user and `--apply`."""
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--user", required=True, help="in whose name, and with whose rights")
        parser.add_argument("--apply", action="store_true")

    def handle(self, *, files: list[Path], user: str, apply: bool, **_options: Any) -> None:
        """Prints the changes and stores them with `--apply`. Raises CommandError."""
        somebody = User.objects.filter(username=user, is_active=True).first()
        if somebody is None:
            raise CommandError(f"There is no user “{user}”.")
        try:
            uploads = [SimpleUploadedFile(file.name, file.read_bytes()) for file in files]
        except OSError as error:
            raise CommandError(str(error)) from error
        found = plan(read_all(uploads), somebody)
        for refusal in found.refusals:
            self.stderr.write(f"{refusal.name}: {refusal.reason}")
        for label, count in found.counts:
            self.stdout.write(f"{label}: {count}")
        if apply:
            self.stdout.write(f"Written: {import_screen.carry_out(found, somebody)}")
