"""Second factors: their state, kept in the session, and their secrets, encrypted at rest.

The keys are derived from SECRET_KEY. Unencrypted values of earlier releases are still read;
`manage.py encrypt_second_factors` encrypts them, and re-encrypts all values with the current key.
"""

import base64
import time
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

METHOD = "mfa"
RECENT_SECONDS = 300


def is_required(user: Any) -> bool:
    """Whether the account may use the admin; others need no second factor."""
    return bool(user.has_perm("wagtailadmin.access_admin"))


def is_set_up(user: Any) -> bool:
    """Whether the signed-in user has a second factor; loaded by `accounts.auth_backend`."""
    return bool(user.has_second_factor)


def is_verified(request: HttpRequest) -> bool:
    """Whether a code was given in this session."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == METHOD for record in records)


def signed_in_recently(request: HttpRequest) -> bool:
    """Whether the last authentication was less than RECENT_SECONDS ago."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < RECENT_SECONDS


def must_be_set_up(request: HttpRequest) -> bool:
    """Whether the user must have a second factor."""
    return settings.MFA_REQUIRED and is_required(request.user)


def mark_verified(request: HttpRequest) -> None:
    """Marks the session as verified: setting up a second factor takes a code."""
    record_authentication(request, request.user, METHOD)


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
