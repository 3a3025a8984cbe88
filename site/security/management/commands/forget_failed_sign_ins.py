"""`manage.py forget_failed_sign_ins`: deletes expired failed sign-ins.

Each sign-in does so, too; a timer runs this for sites where people rarely sign in.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from axes.models import AccessAttempt


class Command(BaseCommand):
    """Deletes failed sign-ins that no longer count."""

    help = "Deletes failed sign-ins (names, addresses) that no longer count."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Deletes those older than AXES_COOLOFF_TIME."""
        since = timezone.now() - settings.AXES_COOLOFF_TIME
        count, _each = AccessAttempt.objects.filter(attempt_time__lt=since).delete()
        self.stdout.write(f"Forgotten: {count}")
