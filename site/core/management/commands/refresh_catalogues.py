"""`manage.py refresh_catalogues`: new interface strings, ready to be translated."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import catalogues


class Command(BaseCommand):
    help = "Rewrites locale/*/LC_MESSAGES/django.po from the sources. Needs gettext."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not catalogues.gettext_is_installed():
            raise CommandError("gettext is not installed; on Debian: apt-get install gettext")
        catalogues.refresh()
        for path in catalogues.interface_catalogues():
            to_do = len(list(catalogues.faults(path)))
            self.stdout.write(f"{catalogues.language_of(path)}: {to_do} to do")
