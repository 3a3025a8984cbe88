"""Finds or creates the account of an e-mail address."""

from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction

from contributions.models import Participant


def account_of(email: str, language: str) -> User | None:
    """The participant's account, made where there is none; None for an address of the staff.

    The profile is filled in after the first code has shown that the address is the person's own.
    """
    users = get_user_model()._default_manager.filter(email__iexact=email, is_active=True)
    found = users.select_related("participant").filter(participant__isnull=False).first()
    if found is not None or users.exists():
        return found
    return new_account(email, language)


@transaction.atomic
def new_account(email: str, language: str) -> User:
    """Create a user without a password, and its participant; return the user."""
    user = get_user_model()(username=f"participant {uuid4().hex}", email=email.lower())
    user.set_unusable_password()
    user.save()
    Participant.objects.create(user=user, language=language)
    return user
