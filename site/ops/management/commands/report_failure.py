"""`manage.py report_failure`: mails the operators that a systemd unit has failed.

It uses neither database nor cache, which may be what failed.
"""

import re
import socket
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.mail import delivery_connection

# A task that runs every minute fails every minute: one mail an hour is enough.
PAUSE_SECONDS = 3600
LONGEST = 20_000


class Command(BaseCommand):
    """Mails OPERATOR_EMAILS; standard input has the last lines of the unit's log."""

    help = "Mails OPERATOR_EMAILS that a unit has failed, at most once an hour for each unit."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the arguments."""
        parser.add_argument("unit", help="for example site-backup.service")

    def handle(self, *_args: Any, unit: str, **_options: Any) -> None:
        """Raises CommandError where OPERATOR_EMAILS is empty."""
        if not settings.OPERATOR_EMAILS:
            raise CommandError("OPERATOR_EMAILS is empty: nobody is told.")
        if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
            raise CommandError("This site sends no mail.")
        stamp = _stamp(unit)
        if stamp.exists() and time.time() - stamp.stat().st_mtime < PAUSE_SECONDS:
            self.stdout.write(f"A mail about {unit} has been sent within the last hour.")
            return
        lines = "" if sys.stdin.isatty() else sys.stdin.read()[-LONGEST:]
        send_mail(
            f"{unit} failed on {socket.gethostname()}",
            f"{unit} failed at {timezone.now():%Y-%m-%d %H:%M} UTC ({settings.PUBLIC_BASE_URL}).\n"
            f"Its last lines:\n\n{lines}",
            settings.DEFAULT_FROM_EMAIL,
            settings.OPERATOR_EMAILS,
            connection=delivery_connection(),
        )
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.touch()


def _stamp(unit: str) -> Path:
    """The file whose time is that of the last mail about the unit."""
    name = re.sub(r"[^A-Za-z0-9@._-]", "_", unit)
    return Path(settings.FAILURE_STAMPS) / name
