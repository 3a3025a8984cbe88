"""The keys of second factors, encrypted with the site's own key before they are stored.

A copy of the database alone gives nobody a code. What was stored before, in the clear, is still
read; `manage.py encrypt_second_factors` encrypts it, and brings everything to today's SECRET_KEY.
"""

import base64

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

MARK = "fernet:"
"""Stands before what is encrypted: neither base32, hexadecimal nor digits, as plain values are."""
SALT = "security.sign_in.secrets_at_rest"


class Unreadable(PermissionDenied):
    """Encrypted with a SECRET_KEY that the site no longer has, not even as a fallback."""


def encrypt(text: str) -> str:
    return MARK + _keys().encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Also of what was stored in the clear. Raises Unreadable."""
    if not stored.startswith(MARK):
        return stored
    try:
        return _keys().decrypt(stored.removeprefix(MARK)).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _keys() -> MultiFernet:
    """The first one encrypts, all of them decrypt."""
    return MultiFernet(
        [_key_from(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key_from(secret: str | bytes) -> Fernet:
    digest = salted_hmac(SALT, "", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
