"""`manage.py write_error_pages`: writes the pages that nginx shows when the site cannot answer.

nginx serves them in the language of the address, see `deploy/nginx/snippets/error-page.conf`.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string
from django.utils.translation import override

STATUSES = (413, 429, 502)


class Command(BaseCommand):
    """Writes `<status>.<language code>.html` for each status and language of the site."""

    help = "Writes the error pages that nginx serves, in all languages; run it for each release."

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the arguments."""
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.ERROR_PAGES, help="created if missing"
        )

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Raises OSError where the folder cannot be written."""
        folder.mkdir(parents=True, exist_ok=True)
        for code, _autonym in settings.LANGUAGES:
            with override(code):
                for status in STATUSES:
                    (folder / f"{status}.{code}.html").write_text(
                        render_to_string(f"{status}.html"), encoding="utf-8"
                    )
        self.stdout.write(f"{len(STATUSES) * len(settings.LANGUAGES)} pages in {folder}")
