"""`manage.py align_pages`: adds existing bilingual pages to the translation memory."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from wagtail.models import Locale

from translation.memory.page_alignment import align


class Command(BaseCommand):
    """Aligns all live pages of two languages."""

    help = "Aligns the texts of live pages in two languages, and takes them into the memory."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the source and target language."""
        codes = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--source", choices=codes, default=settings.LANGUAGE_CODE)
        parser.add_argument("--target", choices=codes, required=True)

    def handle(self, *, source: str, target: str, **_options: Any) -> None:
        """Aligns the pages and prints the number of added pairs."""
        locales = (Locale.objects.get(language_code=code) for code in (source, target))
        self.stdout.write(f"Added {align(*locales)} pairs.")
