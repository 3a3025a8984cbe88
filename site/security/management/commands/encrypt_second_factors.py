"""`manage.py encrypt_second_factors`: re-encrypts second factors with the current SECRET_KEY.

For updates from a release that stored them unencrypted, and after a change of SECRET_KEY.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from allauth.mfa.models import Authenticator

from security.sign_in import second_factor

# Keys in Authenticator.data with one secret; and with a list of them, migrated from elsewhere.
SECRET_KEYS, LIST_KEY = ("secret", "seed"), "migrated_codes"


class Command(BaseCommand):
    """Encrypts the secrets of all second factors."""

    help = "Encrypts the keys of all second factors with today's SECRET_KEY."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Raises CommandError naming the accounts whose secrets cannot be decrypted."""
        done, unreadable = 0, []
        for pk in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
            with transaction.atomic():
                factor = Authenticator.objects.select_for_update().get(pk=pk)
                try:
                    factor.data = _reencrypt_data(factor.data)
                except second_factor.Unreadable:
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


def _reencrypt_data(data: dict[str, Any]) -> dict[str, Any]:
    changed: dict[str, Any] = {name: _reencrypt(data[name]) for name in SECRET_KEYS if name in data}
    if LIST_KEY in data:
        changed[LIST_KEY] = [_reencrypt(code) for code in data[LIST_KEY]]
    return data | changed


def _reencrypt(stored: str) -> str:
    return second_factor.encrypt(second_factor.decrypt(stored))
