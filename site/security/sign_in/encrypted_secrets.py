"""Encrypts the secrets of second factors at rest, with keys derived from SECRET_KEY.

Unencrypted values of earlier releases are still read; `manage.py encrypt_second_factors` encrypts
them, and re-encrypts all values with the current SECRET_KEY.
"""

import base64

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

PREFIX = "fernet:"
"""Marks encrypted values; it cannot occur in plain ones (base32, hexadecimal or digits)."""
SALT = "security.sign_in.secrets_at_rest"


class Unreadable(PermissionDenied):
    """Encrypted with a key that is neither SECRET_KEY nor one of SECRET_KEY_FALLBACKS."""


def encrypt(text: str) -> str:
    """Encrypts with the current SECRET_KEY."""
    return PREFIX + _keys().encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """Decrypts; returns unencrypted values as they are. Raises Unreadable."""
    if not stored.startswith(PREFIX):
        return stored
    try:
        return _keys().decrypt(stored.removeprefix(PREFIX)).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _keys() -> MultiFernet:
    """The first key encrypts, all of them decrypt."""
    return MultiFernet(
        [_derive_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _derive_key(secret: str | bytes) -> Fernet:
    digest = salted_hmac(SALT, "", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
