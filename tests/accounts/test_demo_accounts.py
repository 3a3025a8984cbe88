"""Accounts for trying the site out: there in development, refused anywhere else."""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured

import pytest

from accounts import seed as accounts_seed
from accounts.demo_accounts import create_demo_accounts, demo_accounts
from core.seeding import SeedReport

NAMES = ["admin", "editor", "translator-es", "translator-fr", "reviewer", "moderator"]


def said(lines: list[str]) -> str:
    return "\n".join(lines)


def test_there_is_an_account_for_each_kind_of_work() -> None:
    assert [account.username for account in demo_accounts()] == NAMES


def test_only_the_administrator_is_above_all_rights(account: Any) -> None:
    assert [name for name in NAMES if account(name).is_superuser] == ["admin"]


@pytest.mark.parametrize(
    ("name", "language"), [("translator-es", "es"), ("translator-fr", "fr"), ("editor", "")]
)
def test_translators_get_the_admin_in_their_language(
    name: str, language: str, account: Any
) -> None:
    profile = getattr(account(name), "wagtail_userprofile", None)
    assert (profile.preferred_language if profile else "") == language


def test_each_run_says_who_gets_in_and_with_which_password(account: Any) -> None:
    lines: list[str] = []
    create_demo_accounts(SeedReport(lines.append))
    assert said(lines) == f"Demo accounts, password “demo”: {', '.join(NAMES)}"


def test_an_account_that_was_changed_is_left_as_it_is(account: Any) -> None:
    reviewer = account("reviewer")
    reviewer.groups.clear()
    reviewer.is_active = False
    reviewer.save()
    lines: list[str] = []
    create_demo_accounts(SeedReport(lines.append))
    assert not account("reviewer").groups.exists()
    assert not account("reviewer").is_active
    assert "reviewer" not in said(lines)


def test_demo_accounts_without_a_password_are_refused(db: None, settings: Any) -> None:
    settings.DEMO_PASSWORD = ""
    User.objects.all().delete()
    with pytest.raises(ImproperlyConfigured, match="DEMO_PASSWORD"):
        accounts_seed.seed(SeedReport())
    assert not User.objects.exists()


def test_an_account_waits_for_its_group(account: Any) -> None:
    account("reviewer").groups.get().delete()
    account("reviewer").delete()
    lines: list[str] = []
    create_demo_accounts(SeedReport(lines.append))
    assert "left out account reviewer" in said(lines)
    assert not User.objects.filter(username="reviewer").exists()
