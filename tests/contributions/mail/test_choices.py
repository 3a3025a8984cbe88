"""Participants choose what they get, and end it with one click and without signing in."""

import re

from django.test import Client

import pytest

from contributions.conference_registry import Conference
from contributions.mail import composing, subscription_choices
from contributions.models import Participant, Subscription
from tests.contributions.conftest import participant_named, signed_in
from tests.contributions.mail.conftest import Reader, published, send, sent_to

MAIL = "/en/taking-part/mail/"


def chosen(participant: Participant, conference: Conference, session: int = 0) -> str:
    key = conference.sessions[session - 1].key if session else None
    return subscription_choices.Choices([participant.pk]).of(participant.pk, conference.key, key)


def test_the_page_shows_and_saves_the_choices(
    conference: Conference, ada: Participant, her: Client
) -> None:
    page = her.get(MAIL).content.decode()
    assert re.search(r'<option value="daily" selected>', page)
    values = {conference.key.hex: "none", conference.sessions[1].key.hex: "at once"}
    saved = her.post(MAIL, values, follow=True).content.decode()
    assert "Your choices are saved." in saved
    assert [chosen(ada, conference, number) for number in (0, 1, 2)] == ["none", "none", "at once"]
    her.post(MAIL, {conference.key.hex: "daily"})
    assert [chosen(ada, conference, number) for number in (0, 1, 2)] == ["daily"] * 3


def test_a_forged_choice_is_refused(conference: Conference, ada: Participant, her: Client) -> None:
    answer = her.post(MAIL, {conference.key.hex: "hourly"})
    assert answer.status_code == 200
    assert not Subscription.objects.exists()


def test_the_page_is_for_those_who_are_signed_in(client: Client, conference: Conference) -> None:
    assert client.get(MAIL)["Location"].startswith("/en/taking-part/sign-in/")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(MAIL, {}).status_code in (302, 403)


def test_the_page_of_somebody_who_has_registered_for_nothing(conference: Conference) -> None:
    page = signed_in(participant_named("bob")).get(MAIL).content.decode()
    assert "You have not registered for a conference yet." in page


def header_link(conference: Conference, ada: Participant, reader: Reader) -> str:
    reader("bob")
    published(conference, ada)
    send()
    [message] = sent_to("bob")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(r"<http://127.0.0.1:8000(/\S+)>", message["List-Unsubscribe"].strip())
    assert found, message["List-Unsubscribe"]
    return found[1]


def test_the_link_is_unbroken_in_the_bytes_of_the_message(
    conference: Conference, ada: Participant, reader: Reader
) -> None:
    from django.core import mail

    link = header_link(conference, ada, reader)
    raw = mail.outbox[-1].message().as_bytes()
    assert f"{link}>".encode() in raw
    assert b"\nMessage-ID: <contribution-" in raw


@pytest.mark.long
def test_one_click_ends_it_without_signing_in(
    conference: Conference, ada: Participant, reader: Reader
) -> None:
    link = header_link(conference, ada, reader)
    bob = Participant.objects.get(name="bob")
    subscription_choices.choose(
        bob, conference.key, "at once", session_key=conference.sessions[0].key
    )
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert {chosen(bob, conference, number) for number in (0, 1, 2)} == {"none"}


def test_who_opens_the_link_is_asked_first(
    conference: Conference, ada: Participant, reader: Reader
) -> None:
    link = header_link(conference, ada, reader)
    bob = Participant.objects.get(name="bob")
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(link)
    assert "Do you want no more mail" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies
    assert chosen(bob, conference) == "at once"
    assert "You get no more mail" in browser.post(link).content.decode()
    assert chosen(bob, conference) == "none"


def test_the_link_of_a_digest_ends_the_mail_of_every_conference(
    conference: Conference, reader: Reader, client: Client
) -> None:
    bob = reader("bob", "daily")
    client.post(composing.unsubscribe_link(bob.pk, None))
    assert chosen(bob, conference) == "none"


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: f"1{token}", str.upper])
def test_a_changed_link_ends_nothing(
    conference: Conference, reader: Reader, client: Client, change: object
) -> None:
    bob = reader("bob")
    link = composing.unsubscribe_link(bob.pk, conference.key)
    head, token, _end = link.rsplit("/", 2)
    for ask in (client.get, client.post):
        assert ask(f"{head}/{change(token)}/").status_code == 404  # type: ignore[operator]
    assert chosen(bob, conference) == "at once"


def test_the_link_of_somebody_who_is_gone_is_none(
    conference: Conference, reader: Reader, client: Client
) -> None:
    bob = reader("bob")
    link = composing.unsubscribe_link(bob.pk, conference.key)
    bob.user.delete()
    assert client.get(link).status_code == 404
