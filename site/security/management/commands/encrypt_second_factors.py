"""After an update from a release that stored them in the clear, or a change of SECRET_KEY."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from allauth.mfa.models import Authenticator

from security.sign_in import encrypted_secrets

# Where django-allauth keeps them; those that came from another package are a list.
ONE, SEVERAL = ("secret", "seed"), "migrated_codes"


class Command(BaseCommand):
    help = "Encrypts the keys of all second factors with today's SECRET_KEY."

    def handle(self, *_args: Any, **_options: Any) -> None:
        done, unreadable = 0, []
        for pk in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
            with transaction.atomic():
                factor = Authenticator.objects.select_for_update().get(pk=pk)
                try:
                    factor.data = _anew(factor.data)
                except encrypted_secrets.Unreadable:
                    unreadable.append(factor.user.get_username())
                    continue
                factor.save(update_fields=["data"])
                done += 1
        self.stdout.write(f"Encrypted: {done}")
        if unreadable:
            names = ", ".join(sorted(set(unreadable)))
            raise CommandError(
                f"Cannot be read with SECRET_KEY or SECRET_KEY_FALLBACKS, of: {names}. "
                "`reset_second_factor NAME` has each of them set up a new one."
            )


def _anew(data: dict[str, Any]) -> dict[str, Any]:
    """The same, each key under today's encryption."""
    changed: dict[str, Any] = {name: _one(data[name]) for name in ONE if name in data}
    if SEVERAL in data:
        changed[SEVERAL] = [_one(code) for code in data[SEVERAL]]
    return data | changed


def _one(stored: str) -> str:
    return encrypted_secrets.encrypt(encrypted_secrets.decrypt(stored))
