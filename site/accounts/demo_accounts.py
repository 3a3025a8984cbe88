"""Demo accounts, one for each role, with a shared password."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from wagtail.users.models import UserProfile

from accounts.roles import translators
from core.seeding.seed_toml import SeedReport


@dataclass(frozen=True)
class DemoAccount:
    """An account to create: user name, group and language."""

    username: str
    group: str
    """Name of the group; empty for the superuser."""
    language: str = ""
    """Language code for the admin; empty for the browser's language."""


def demo_accounts() -> list[DemoAccount]:
    """One account per role, with one translator per target language."""
    targets = [code for code, _autonym in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [
        DemoAccount("admin", ""),
        DemoAccount("editor", "Editors"),
        *(DemoAccount(f"translator-{code}", translators(code), code) for code in targets),
        DemoAccount("reviewer", "Reviewers"),
        DemoAccount("moderator", "Moderators"),
    ]


def create_demo_accounts(report: SeedReport) -> None:
    """Creates missing accounts and reports the user names and the password.

    Raises ImproperlyConfigured unless DEMO_ACCOUNTS is on and DEMO_PASSWORD is set, so that no
    production site has an account with a documented password.
    """
    if not settings.DEMO_ACCOUNTS:
        raise ImproperlyConfigured("Demo accounts are for development: DEMO_ACCOUNTS is off.")
    if not settings.DEMO_PASSWORD:
        raise ImproperlyConfigured("Demo accounts need a password: set DEMO_PASSWORD.")
    # One for all: a hash takes a quarter of a second, and everybody knows the password.
    encoded = cache(lambda: make_password(settings.DEMO_PASSWORD))
    for account in demo_accounts():
        _ensure_account(account, encoded, report)
    # Checking a hash that was just made would take as long as making it.
    made = encoded() if encoded.cache_info().currsize else ""
    _report_accounts(report, made)


@transaction.atomic
def _ensure_account(
    account: DemoAccount, encoded_password: Callable[[], str], report: SeedReport
) -> None:
    groups = Group.objects.filter(name=account.group)
    if account.group and not groups:
        report.left_out(f"account {account.username}", f"there is no group {account.group} yet")
        return
    user, created = get_user_model().objects.get_or_create(
        username=account.username, defaults={"is_superuser": not account.group}
    )
    if not created:
        report.kept()
        return
    user.password = encoded_password()
    user.save()
    user.groups.set(groups)
    if account.language in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES):
        UserProfile.objects.create(user=user, preferred_language=account.language)
    report.created(f"account {account.username}")


def _report_accounts(report: SeedReport, made: str) -> None:
    """Reports the accounts that still have the demo password, by their hash.

    `made` is one that is known to be of that password; or empty.
    """
    names = [account.username for account in demo_accounts()]
    active = get_user_model().objects.filter(username__in=names, is_active=True)
    passwords = dict(active.values_list("username", "password"))
    is_demo = {
        encoded: encoded == made or check_password(settings.DEMO_PASSWORD, encoded)
        for encoded in set(passwords.values())
    }
    open_names = [name for name in names if name in passwords and is_demo[passwords[name]]]
    if open_names:
        report.note(f"Demo accounts, password “{settings.DEMO_PASSWORD}”: {', '.join(open_names)}")
