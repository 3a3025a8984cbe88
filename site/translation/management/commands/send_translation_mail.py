"""`manage.py send_translation_mail`: reminders of work packages, and digests for translators."""

from typing import Any

from django.core.management.base import BaseCommand

from translation.review import translation_mail
from translation.work_packages import package_mail


class Command(BaseCommand):
    """Sends what is due; to be run every minute, as `publish_scheduled`."""

    help = "Sends reminders of work packages that are nearly due or done, and translators' digests."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sends the mail; a second run sends nothing again."""
        packages = package_mail.send_due()
        digests = translation_mail.send_digests()
        if packages or digests:
            self.stdout.write(f"Packages: {packages}; digests: {digests}")
