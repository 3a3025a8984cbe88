"""Whether a session has shown what its account asks for: a password, and a code where one is due.

The session itself says so. It does not matter through which door somebody came in: where the code
is due and was not given, nothing but the pages for giving it is open.
"""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication

METHOD = "mfa"
JUST_NOW = 300  # seconds


def is_needed(user: Any) -> bool:
    """Whether the account works on the site: readers of private pages need no second factor."""
    return bool(user.has_perm("wagtailadmin.access_admin"))


def is_set_up(user: Any) -> bool:
    """Of who is signed in; `accounts.auth_backend` has asked for it with the user."""
    return bool(user.has_second_factor)


def was_shown(request: HttpRequest) -> bool:
    """Whether a code was given in this session."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == METHOD for record in records)


def signed_in_just_now(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < JUST_NOW


def is_to_be_set_up(request: HttpRequest) -> bool:
    return settings.MFA_REQUIRED and is_needed(request.user)


def note_as_shown(request: HttpRequest) -> None:
    """Setting it up takes a code; the session need not be asked again."""
    record_authentication(request, request.user, METHOD)
