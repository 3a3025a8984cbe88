"""`manage.py reset_second_factor NAME`: for people who lost their phone and recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from allauth.mfa.models import Authenticator


class Command(BaseCommand):
    """Removes second factor and recovery codes; the next sign-in sets up new ones."""

    help = "Removes the second factor and the recovery codes of an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the arguments."""
        parser.add_argument("username")

    def handle(self, *_args: Any, username: str, **_options: Any) -> None:
        """Raises CommandError for an unknown account."""
        if not get_user_model().objects.filter(username=username).exists():
            raise CommandError(f"There is no account “{username}”.")
        count, _each = Authenticator.objects.filter(user__username=username).delete()
        self.stdout.write(f"Removed of “{username}”: {count}")
