"""Participants sign in with a code by e-mail, and are nobody to the rest of the site."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client

from wagtail.models import PageViewRestriction

import pytest

from contributions.models import Participant, Registration, participants
from tests.contributions.conftest import DEMO, SESSION, WHOLE, code_in_mail, signed_in
from tests.contributions.conftest import writing as writing_address

SIGN_IN = "/en/taking-part/sign-in/"
CODE = "/en/taking-part/sign-in/code/"


def ask_for_a_code(client: Client, email: str, wanted: str = "") -> Any:
    return client.post(SIGN_IN, {"email": email, "next": wanted, "website": ""})


def enter(client: Client, code: str, wanted: str = "") -> Any:
    return client.post(CODE, {"code": code, "next": wanted})


@pytest.mark.parametrize("path", [SESSION, f"{SESSION}contributions/", f"{WHOLE}statistics/"])
def test_who_only_reads_gets_no_cookie(client: Client, db: None, path: str) -> None:
    assert not client.get(path).cookies


def test_from_the_address_to_the_form_that_was_wanted(client: Client, conference: Any) -> None:
    wanted = f"{writing_address(conference)}?reply=2"
    first = client.get(wanted)
    assert first["Location"].startswith(SIGN_IN)
    sent = client.post(first["Location"], {"email": "New@Example.net", "website": ""})
    answer = client.post(sent["Location"], {"code": code_in_mail()})
    assert answer["Location"] == wanted
    profile = client.get(wanted)["Location"]
    values = {"name": "New", "affiliation": "party", "organization": "", "country": "KE"}
    answer = client.post(profile, values | {"language": "fr", "accept": "on"})
    assert answer["Location"] == wanted
    registering = client.get(wanted)["Location"]
    assert client.post(registering)["Location"] == wanted
    assert client.get(wanted).status_code == 200
    participant = Participant.objects.get(user__email="new@example.net")
    assert (participant.name, str(participant.country), participant.language) == ("New", "KE", "fr")
    assert Registration.objects.filter(participant=participant, status="approved").exists()


def test_a_party_says_for_which_country_it_speaks(client: Client, db: None) -> None:
    ask_for_a_code(client, "new@example.net")
    enter(client, code_in_mail())
    values = {"name": "New", "affiliation": "party", "country": "", "language": "en"}
    answer = client.post("/en/taking-part/profile/", values | {"accept": "on"})
    assert "country" in answer.context["form"].errors


def test_a_wrong_code_opens_nothing(client: Client, db: None) -> None:
    ask_for_a_code(client, "new@example.net")
    assert "another one sent" in enter(client, "WRNG-CODE").content.decode()
    for _attempt in range(4):
        answer = enter(client, "WRNG-CODE")
    assert "no longer valid" in client.get(answer["Location"]).content.decode()
    enter(client, code_in_mail())
    assert client.get("/en/taking-part/")["Location"].startswith(SIGN_IN)


def test_nobody_gets_very_many_codes(client: Client, db: None, settings: Any) -> None:
    settings.CONTRIBUTIONS_CODES_PER_HOUR = 2
    for _request in range(4):
        ask_for_a_code(client, "new@example.net")
    assert len(mail.outbox) == 2
    assert not participants.note_code_request("new@example.net", None)


def test_a_machine_that_fills_in_the_hidden_field_gets_no_code(client: Client, db: None) -> None:
    client.post(SIGN_IN, {"email": "bot@example.net", "website": "https://example.net"})
    assert not mail.outbox


def test_an_address_of_the_staff_gets_no_code(client: Client, account: Any) -> None:
    editor = account("editor")
    editor.email = "editor@example.net"
    editor.save()
    answer = ask_for_a_code(client, "editor@example.net")
    assert answer["Location"].startswith(CODE)
    [message] = mail.outbox
    assert "account of the staff" in message.subject
    assert "Biosafety capacity-building\nhttp" in message.body
    assert message.alternatives[0].mimetype == "text/html"
    assert not Participant.objects.filter(user=editor).exists()


def test_a_code_comes_in_the_readers_language_as_text_and_html(client: Client, db: None) -> None:
    client.post("/fr/taking-part/sign-in/", {"email": "new@example.net", "website": ""})
    [message] = mail.outbox
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert '<html lang="fr" dir="ltr">' in html
    for text in (code_in_mail(), "Il est valable 15 minutes", "Renforcement des capacités"):
        assert text in html
        assert text in message.body


def test_the_way_back_stays_on_the_host(client: Client, db: None) -> None:
    ask_for_a_code(client, "new@example.net")
    answer = enter(client, code_in_mail(), "https://evil.example/")
    assert answer["Location"].startswith("/en/taking-part/")


def test_a_participant_never_enters_the_admin(ada: Participant) -> None:
    user = ada.user
    user.is_superuser = user.is_staff = True
    user.save()
    user.groups.set(Group.objects.all())
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client = signed_in(ada)
    assert client.get("/en/taking-part/").status_code == 200
    for path in ("/admin/", "/admin/contributions/", "/admin/pages/"):
        assert client.get(path)["Location"].startswith("/admin/login/")


def test_no_password_opens_the_account_of_a_participant(client: Client, ada: Participant) -> None:
    ada.user.set_password("a password")
    ada.user.is_superuser = True
    ada.user.save()
    data = {"username": ada.user.username, "password": "a password"}
    client.post("/admin/login/", data)
    assert client.get("/admin/").status_code == 302
    assert not client.login(**data)


@pytest.mark.parametrize("kind", ["login", "groups"])
def test_private_pages_are_private_to_participants(
    ada: Participant, her: Client, page_at: Any, kind: str
) -> None:
    restriction = PageViewRestriction.objects.create(page=page_at(DEMO), restriction_type=kind)
    restriction.groups.set(Group.objects.all())
    ada.user.groups.set(Group.objects.all())
    assert her.get(WHOLE).status_code == 302


def test_signing_out_ends_it(her: Client) -> None:
    her.post("/en/taking-part/sign-out/")
    assert her.get("/en/taking-part/")["Location"].startswith(SIGN_IN)
