"""`manage.py send_participant_mail`: creates notices and digests that are due, and sends mail.

A timer runs it every minute. Mail about a contribution is sent at once by the background worker;
this command sends what that has left.
"""

from smtplib import SMTPException
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contributions.mail import create_mailings, sending


class Command(BaseCommand):
    """Sends what is due and what is queued; no mail twice."""

    help = (
        "Sends participants the notices of conferences and the daily digests that are due, and "
        "what is queued. May be run at any time and by several processes: no mail goes out twice."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Raises CommandError where the mail server cannot be reached; the next run goes on."""
        create_mailings.create_due(timezone.now())
        try:
            sent = sending.send_queued()
        except (SMTPException, OSError) as error:
            raise CommandError(f"The mail server cannot be reached: {error}") from error
        self.stdout.write(f"Sent: {sent}")
