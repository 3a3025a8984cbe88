"""Demo accounts, one for each role, with a shared password."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from wagtail.users.models import UserProfile

from accounts.roles import translators
from core.seeding.report import SeedReport


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
    for account in demo_accounts():
        _ensure_account(account, report)
    _report_accounts(report)


@transaction.atomic
def _ensure_account(account: DemoAccount, report: SeedReport) -> None:
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
    user.set_password(settings.DEMO_PASSWORD)
    user.save()
    user.groups.set(groups)
    if account.language in dict(settings.WAGTAILADMIN_PERMITTED_LANGUAGES):
        UserProfile.objects.create(user=user, preferred_language=account.language)
    report.created(f"account {account.username}")


def _report_accounts(report: SeedReport) -> None:
    """Reports the accounts that still have the demo password."""
    names = [account.username for account in demo_accounts()]
    users = {user.username: user for user in get_user_model().objects.filter(username__in=names)}
    open_names = [name for name in names if name in users and _accepts_demo_password(users[name])]
    if open_names:
        report.note(f"Demo accounts, password “{settings.DEMO_PASSWORD}”: {', '.join(open_names)}")


def _accepts_demo_password(user: User) -> bool:
    return user.is_active and user.check_password(settings.DEMO_PASSWORD)
