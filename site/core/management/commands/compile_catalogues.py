"""`manage.py compile_catalogues`: compiles the interface's catalogues without gettext."""

from typing import Any

from django.core.management.base import BaseCommand

import polib

from core.languages.gettext_catalogues import interface_catalogues, language_of


class Command(BaseCommand):
    """Compiles the catalogues in locale/."""

    help = "Compiles locale/*/LC_MESSAGES/django.po where the compiled file is missing or older."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Writes a .mo file beside each .po file."""
        for path in interface_catalogues():
            compiled = path.with_suffix(".mo")
            if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
                continue
            polib.pofile(str(path)).save_as_mofile(str(compiled))
            self.stdout.write(f"compiled {language_of(path)}")
