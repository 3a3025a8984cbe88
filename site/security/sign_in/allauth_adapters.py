"""Adapters that configure django-allauth for this site."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from security.client_address import client_address
from security.sign_in import second_factor


class AccountAdapter(DefaultAccountAdapter):
    """Accounts without sign-up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _(
            "This is not the code of the last mail. Please check it, or have another one sent."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """False: administrators create accounts."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address behind trusted proxies, or an empty string."""
        return client_address(request) or ""

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Whether the user must sign in again before changing the second factor."""
        return not second_factor.signed_in_recently(context.request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No messages: the pages show the result."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors with encrypted secrets."""

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """The user name."""
        return user.get_username()

    def get_totp_issuer(self) -> str:
        """The site's name in the authenticator app."""
        return gettext("Biosafety capacity-building")

    def encrypt(self, text: str) -> str:
        """Encrypts a secret for storage."""
        return second_factor.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises `encrypted_secrets.Unreadable`, which results in 403 where it is not caught."""
        return second_factor.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """False where the account must have a second factor; an administrator can reset it."""
        return not (settings.MFA_REQUIRED and second_factor.is_required(authenticator.user))
