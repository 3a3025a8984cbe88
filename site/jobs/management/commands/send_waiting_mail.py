"""`manage.py send_waiting_mail`: delivers mail that the worker has left.

A timer runs it every minute. Sign-in codes, links for a new password and notices to staff are
delivered at once by the background worker; this command tries again after a mail server's failure.
"""

from typing import Any

from django.core.management.base import BaseCommand

from jobs.mail_queue import deliver_waiting


class Command(BaseCommand):
    """Tries each waiting mail once; a mail that has waited for an hour is given up."""

    help = "Delivers mail that the background worker has left. May be run at any time."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Prints how many mails still wait."""
        self.stdout.write(f"Waiting: {deliver_waiting()}")
