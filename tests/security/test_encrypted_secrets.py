"""The keys of second factors in the database: nobody can use a copy of it."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

from django.core.management import CommandError, call_command
from django.test import Client

import pytest
from allauth.mfa.models import Authenticator

from security.sign_in import second_factor
from tests.security.conftest import DOORS, SECRET, code_of, enter

WithPhone = Callable[[str], list[str]]
CODE = "/admin/login/code/"
SEED = "0123456789abcdef" * 5
OTHER_KEY = "another key of the site, long and random enough"


def stored() -> dict[str, Any]:
    """What the database has of all second factors, as text by the name of the field."""
    found: dict[str, Any] = {}
    for data in Authenticator.objects.values_list("data", flat=True):
        found |= data
    return found


def store_in_the_clear() -> None:
    """As a release before this one did."""
    for factor in Authenticator.objects.all():
        name, value = ("secret", SECRET) if factor.type == "totp" else ("seed", SEED)
        factor.data = factor.data | {name: value}
        factor.save()


def gets_in(code: str) -> bool:
    client = Client()
    enter(client, DOORS[0], "editor")
    client.post(CODE, {"code": code})
    return client.get("/admin/").status_code == 200


def test_neither_key_nor_codes_stand_in_the_database(with_phone: WithPhone) -> None:
    codes = with_phone("editor")
    text = json.dumps(stored())
    assert SECRET not in text
    assert [code for code in codes if code in text] == []
    assert stored()["secret"].startswith(second_factor.PREFIX)
    assert stored()["seed"].startswith(second_factor.PREFIX)
    assert gets_in(code_of())
    assert gets_in(codes[0])
    assert not gets_in(codes[0])


def test_the_same_key_is_never_encrypted_to_the_same() -> None:
    assert second_factor.encrypt(SECRET) != second_factor.encrypt(SECRET)
    assert second_factor.decrypt(second_factor.encrypt(SECRET)) == SECRET


def test_what_was_stored_in_the_clear_still_opens_and_is_encrypted_by_the_command(
    with_phone: WithPhone,
) -> None:
    with_phone("editor")
    store_in_the_clear()
    assert gets_in(code_of())
    call_command("encrypt_second_factors", stdout=StringIO())
    assert SECRET not in json.dumps(stored())
    assert SEED not in json.dumps(stored())
    assert second_factor.decrypt(stored()["secret"]) == SECRET
    assert second_factor.decrypt(stored()["seed"]) == SEED


def test_a_former_key_reads_on_until_the_command_has_run(
    with_phone: WithPhone, settings: Any
) -> None:
    with_phone("editor")
    before = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OTHER_KEY, [before]
    assert gets_in(code_of())
    call_command("encrypt_second_factors", stdout=StringIO())
    settings.SECRET_KEY_FALLBACKS = []
    assert second_factor.decrypt(stored()["secret"]) == SECRET


def test_codes_that_came_from_elsewhere_are_encrypted_as_well(with_phone: WithPhone) -> None:
    with_phone("editor")
    factor = Authenticator.objects.get(type="recovery_codes")
    factor.data = {"migrated_codes": ["12345678", "87654321"]}
    factor.save()
    call_command("encrypt_second_factors", stdout=StringIO())
    assert "12345678" not in json.dumps(stored())
    assert gets_in("87654321")
    assert len(stored()["migrated_codes"]) == 1


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_without_the_key_no_code_opens_and_the_reason_is_said(
    with_phone: WithPhone, settings: Any, language: str
) -> None:
    codes = with_phone("editor")
    settings.SECRET_KEY = OTHER_KEY
    client = Client(headers={"accept-language": language})
    enter(client, DOORS[0], "editor")
    for code in (code_of(), codes[0], "000000"):
        answer = client.post(CODE, {"code": code})
        assert answer.status_code == 200
        said = " ".join(answer.content.decode().split())
        assert {"en": "cannot be read", "es": "ya no se puede leer", "fr": "ne peut plus"}[
            language
        ] in said
    assert client.get("/admin/").status_code == 302
    with pytest.raises(CommandError, match="of: editor"):
        call_command("encrypt_second_factors", stdout=StringIO())
    call_command("reset_second_factor", "editor", stdout=StringIO())
    assert enter(Client(), DOORS[0], "editor")["Location"] == "/admin/reports/"


def test_what_was_tampered_with_is_unreadable() -> None:
    text = second_factor.encrypt(SECRET)
    with pytest.raises(second_factor.Unreadable):
        second_factor.decrypt(f"{text[:-4]}AAAA")
