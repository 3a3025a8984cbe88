"""`manage.py preserve CONFERENCE FOLDER`: takes a closed conference out as a static folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conference.models import ConferencePage
from conference.preserving.static_copy import preserve_conference
from preservation.copying import PreservationError


class Command(BaseCommand):
    """Writes the copy of a conference."""

    help = (
        "Writes all that readers see of a closed conference, in every language, into one folder "
        "that is read without a server. The same content gives the same files."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the arguments."""
        parser.add_argument("conference", help="the last part of its address, or its page's number")
        parser.add_argument("folder", type=Path, help="a new or empty folder")
        parser.add_argument("--without-pdf", action="store_true", help="leave out the PDFs")

    def handle(
        self, *_args: Any, conference: str, folder: Path, without_pdf: bool, **_options: Any
    ) -> None:
        """Raises CommandError where the conference is unknown or cannot be preserved."""
        page = _conference(conference)
        try:
            count = preserve_conference(page, folder, with_pdf=not without_pdf)
        except (PreservationError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{folder}: {count} files")


def _conference(name: str) -> ConferencePage:
    """The original; its slug is the same in every language."""
    wanted = {"pk": int(name)} if name.isdecimal() else {"slug": name}
    found = ConferencePage.objects.filter(**wanted).order_by("pk")
    keys = {page.translation_key for page in found}
    if len(keys) != 1:
        raise CommandError(f"There are {len(keys)} conferences named {name}.")
    page: ConferencePage = found[0].get_original() or found[0]
    return page
