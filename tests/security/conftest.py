"""Accounts with and without a second factor, and a phone that knows its codes."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from django.test import Client

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth

from tests.conftest import demo_account, seeded_page
from tests.module_fixtures import module_scoped
from tests.security.world import World

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DOORS = ["/admin/login/", "/en/_util/login/"]

# Seconds for which a code is good.
PERIOD = 30


def code_of(secret: str = SECRET) -> str:
    """What the app on the phone shows now; who reads it at its last moment waits for the next."""
    left = PERIOD - time.time() % PERIOD
    if left < 2:
        time.sleep(left)
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // PERIOD))


def enter(client: Client, door: str, username: str, password: str = "demo", **headers: Any) -> Any:  # noqa: S107
    data = {"username": username, "password": password}
    return client.post(f"{door}?next=/admin/reports/", data, **headers)


@pytest.fixture(scope="module")
def kept_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    yield from module_scoped(django_db_blocker, lambda: World(seeded_page, demo_account))


@pytest.fixture
def world(kept_world: World, db: None) -> World:
    return kept_world


@pytest.fixture
def with_phone(account: Callable[[str], Any]) -> Callable[[str], list[str]]:
    """Gives an account a second factor; returns its recovery codes."""

    def set_up(username: str) -> list[str]:
        user = account(username)
        auth.TOTP.activate(user, SECRET)
        codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
        return codes

    return set_up
