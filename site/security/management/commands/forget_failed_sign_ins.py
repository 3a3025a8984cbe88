"""Every sign-in does the same; this is for a timer, on a site where nobody signs in for long."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from axes.models import AccessAttempt


class Command(BaseCommand):
    help = "Deletes failed sign-ins (names, addresses) that no longer count."

    def handle(self, *_args: Any, **_options: Any) -> None:
        since = timezone.now() - settings.AXES_COOLOFF_TIME
        count, _each = AccessAttempt.objects.filter(attempt_time__lt=since).delete()
        self.stdout.write(f"Forgotten: {count}")
