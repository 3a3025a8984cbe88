"""The second factor: {each address to sign in at} × {with, without, required, wrong}."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

import pytest

from tests.security.conftest import DOORS, code_of, enter

Account = Callable[[str], Any]
WithPhone = Callable[[str], list[str]]
REPORTS, CODE, SET_UP = "/admin/reports/", "/admin/login/code/", "/admin/second-factor/set-up/"


def is_inside(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_without_a_second_factor_the_password_lets_in(
    client: Client, account: Account, door: str
) -> None:
    assert client.get(door).status_code == 200
    assert enter(client, door, "editor")["Location"] == REPORTS
    assert is_inside(client)


@pytest.mark.parametrize("door", DOORS)
def test_with_one_nothing_opens_before_the_code(
    client: Client, with_phone: WithPhone, door: str
) -> None:
    with_phone("editor")
    assert enter(client, door, "editor")["Location"] == CODE
    assert not is_inside(client)
    assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert not is_inside(client)
    assert client.post(CODE, {"code": code_of()})["Location"] == REPORTS
    assert is_inside(client)


@pytest.mark.parametrize("door", DOORS)
def test_a_code_is_good_once(client: Client, with_phone: WithPhone, door: str) -> None:
    recovery = with_phone("editor")[0]
    for code in (recovery, code_of()):
        enter(client, door, "editor")
        assert client.post(CODE, {"code": code}).status_code == 302
        other = Client()
        enter(other, door, "editor")
        assert other.post(CODE, {"code": code}).status_code == 200
        assert not is_inside(other)
        client.post(reverse("wagtailadmin_logout"))


@pytest.mark.parametrize("door", DOORS)
def test_where_it_is_required_it_is_set_up_before_anything_else(
    client: Client, account: Account, settings: Any, door: str
) -> None:
    settings.MFA_REQUIRED = True
    enter(client, door, "editor")
    for path in ("/admin/", REPORTS, "/en/", "/admin/account/", "/nothing/"):
        assert client.get(path)["Location"] == SET_UP
    page = client.get(SET_UP).content.decode()
    secret = re.search(r"<code[^>]*>(\w+)</code>", page)
    assert secret is not None
    wrong = client.post(SET_UP, {"code": "000000"})
    assert wrong.status_code == 200
    assert not is_inside(client)
    done = client.post(SET_UP, {"code": code_of(secret[1])}, follow=True)
    assert done.content.decode().count("<li><code>") == 10
    assert is_inside(client)
    removing = client.post("/admin/second-factor/remove/")
    assert removing.status_code == 200
    assert "requires a second factor" in removing.content.decode()


def test_while_it_is_set_up_its_key_stays_and_one_can_sign_out(
    client: Client, account: Account, settings: Any
) -> None:
    settings.MFA_REQUIRED = True
    enter(client, DOORS[0], "editor")
    pages = [client.get(SET_UP).content.decode() for _window in range(2)]
    keys = [re.findall(r"<code[^>]*>(\w+)</code>", page) for page in pages]
    assert keys[0] == keys[1] != []
    assert reverse("wagtailadmin_logout") in pages[0]
    client.post(reverse("wagtailadmin_logout"))
    assert "_auth_user_id" not in client.session
    enter(client, DOORS[0], "moderator")
    other = re.findall(r"<code[^>]*>(\w+)</code>", client.get(SET_UP).content.decode())
    assert other != keys[0]


def test_where_it_is_required_readers_of_private_pages_need_none(
    client: Client, db: None, settings: Any, django_user_model: Any
) -> None:
    settings.MFA_REQUIRED = True
    reader = django_user_model.objects.create_user("reader", password="demo")
    enter(client, "/en/_util/login/", reader.username)
    assert client.get("/en/").status_code == 200


def test_no_other_door_leads_around_the_code(
    client: Client, with_phone: WithPhone, account: Account, settings: Any
) -> None:
    """A session made in any other way is ended, and a new password is no way in."""
    with_phone("editor")
    user = account("editor")
    client.force_login(user)
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert "_auth_user_id" not in client.session

    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    address = reverse("wagtailadmin_password_reset_confirm", args=(uid, token))
    form = client.get(address, follow=True)
    new = {"new_password1": "quite-Another-1", "new_password2": "quite-Another-1"}
    client.post(form.request["PATH_INFO"], new, follow=True)
    assert "_auth_user_id" not in client.session
    user.refresh_from_db()
    assert user.check_password("quite-Another-1")


def test_these_are_all_the_addresses_at_which_one_signs_in() -> None:
    """A new one must be tried here: its view, or its name, says what it does."""
    found = set()

    def walk(patterns: Any) -> None:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns)
            elif re.search(r"log_?in|signup|social", f"{pattern.name} {pattern.lookup_str}", re.I):
                found.add((pattern.name, pattern.lookup_str))

    walk(get_resolver().url_patterns)
    assert {name for name, _view in found} == {
        "account_confirm_login_code",
        "account_login",
        "account_request_login_code",
        "wagtailadmin_login",
        "wagtailcore_login",
    }
    # Wagtail's own stand behind those of the same address.
    assert reverse("wagtailadmin_login") == reverse("account_login") == DOORS[0]
    assert reverse("wagtailcore_login") == DOORS[1]


def test_an_administrator_resets_a_lost_phone(
    client: Client, with_phone: WithPhone, account: Account
) -> None:
    with_phone("editor")
    call_command("reset_second_factor", "editor", verbosity=0)
    assert enter(client, DOORS[0], "editor")["Location"] == REPORTS


def test_wrong_codes_are_counted_as_wrong_passwords_are(
    client: Client, with_phone: WithPhone
) -> None:
    with_phone("editor")
    enter(client, DOORS[0], "editor")
    answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(5)]
    assert answers == [200] * 4 + [429]
    right = client.post(CODE, {"code": code_of()})
    assert "Too many wrong codes" in right.content.decode()
    assert not is_inside(client)


@pytest.mark.parametrize("language", ["es", "fr"])
def test_every_screen_speaks_the_readers_language(
    client: Client, account: Account, language: str
) -> None:
    headers = {"HTTP_ACCEPT_LANGUAGE": language}
    enter(client, DOORS[0], "editor")
    screens = [
        SET_UP,
        "/admin/second-factor/",
        "/admin/login/",
        "/admin/login/again/",
    ]
    for path in screens:
        response = client.get(path, **headers)
        html = response.content.decode()
        assert response.status_code == 200, path
        assert f'<html lang="{language}"' in html
        visible = re.sub(r"<[^>]+>", " ", html.partition("<main")[2])
        assert re.findall(r"\b(?:the|your|with|code that|Sign|Password)\b", visible) == [], path
