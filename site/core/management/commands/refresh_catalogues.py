"""`manage.py refresh_catalogues`: adds new interface strings to the catalogues."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.languages import gettext_catalogues


class Command(BaseCommand):
    """Refreshes the catalogues in locale/."""

    help = "Rewrites locale/*/LC_MESSAGES/django.po from the sources. Needs gettext."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rewrites every catalogue; needs gettext."""
        if not gettext_catalogues.gettext_is_installed():
            raise CommandError("gettext is not installed; on Debian: apt-get install gettext")
        gettext_catalogues.refresh()
        for path in gettext_catalogues.interface_catalogues():
            to_do = len(list(gettext_catalogues.faults(path)))
            self.stdout.write(f"{gettext_catalogues.language_of(path)}: {to_do} to do")
