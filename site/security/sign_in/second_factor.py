"""Second factor state of accounts and sessions.

The state is stored in the session, so it applies to every way of signing in.
"""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication

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
