"""What django-allauth asks of the site."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from security.client_address import client_address
from security.sign_in import encrypted_secrets, second_factor


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or ""

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Before the second factor is touched, unless one has just signed in."""
        return not second_factor.signed_in_just_now(context.request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages themselves say what has happened."""


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        """What the app on the phone calls the site."""
        return gettext("Biosafety capacity-building")

    def encrypt(self, text: str) -> str:
        return encrypted_secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises `secrets_at_rest.Unreadable`, which answers 403 where nothing catches it."""
        return encrypted_secrets.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Who has to have one keeps it; an administrator can reset it."""
        return not (settings.MFA_REQUIRED and second_factor.is_needed(authenticator.user))
