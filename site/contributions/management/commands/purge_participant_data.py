"""`manage.py purge_participant_data`: deletes what is kept about participants for a time only."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from contributions import housekeeping


class Command(BaseCommand):
    """Deletes by the settings CONTRIBUTIONS_KEEP_…_DAYS."""

    help = (
        "Deletes requests for codes, instants of sign-ins, the log of mails and accounts without "
        "a profile that are older than the settings CONTRIBUTIONS_KEEP_…_DAYS allow."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Writes how many of each were deleted."""
        for kind, count in housekeeping.purge(timezone.now()).items():
            self.stdout.write(f"Deleted {kind}: {count}")
