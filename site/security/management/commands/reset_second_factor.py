"""For somebody who has lost phone and recovery codes: the next sign-in sets both up anew."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from allauth.mfa.models import Authenticator


class Command(BaseCommand):
    help = "Removes the second factor and the recovery codes of an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *_args: Any, username: str, **_options: Any) -> None:
        if not get_user_model().objects.filter(username=username).exists():
            raise CommandError(f"There is no account “{username}”.")
        count, _each = Authenticator.objects.filter(user__username=username).delete()
        self.stdout.write(f"Removed of “{username}”: {count}")
