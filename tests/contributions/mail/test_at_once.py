"""Each contribution at once: to whom, in which language, and as a thread."""

from typing import Any

from django.core import mail
from django.test import Client

import pytest

from contributions.conference_registry import Conference
from contributions.mail import subscription_choices
from contributions.models import Contribution, Mail, Participant, State
from contributions.moderation import steps
from tests.contributions.conftest import form, participant_named, posted, writing
from tests.contributions.mail.conftest import Reader, bodies, published, send, sent_to


def test_what_is_posted_is_with_the_subscribers_without_a_timer(
    conference: Conference,
    her: Client,
    reader: Reader,
    django_capture_on_commit_callbacks: Any,
) -> None:
    reader("bob")
    with django_capture_on_commit_callbacks(execute=True):
        her.post(writing(conference), form(title="zebrafinch", text="Some **text**"))
    [message] = sent_to("bob")
    number = Contribution.objects.get(title="zebrafinch").number
    assert message["Subject"] == f"[#{number}] zebrafinch"
    plain, html = bodies(message)
    assert "Some **text**" in plain
    assert "<strong>text</strong>" in html
    assert f"/session-1/contributions/{number}/" in plain
    assert "ada" in plain


def test_the_author_and_those_who_chose_otherwise_get_nothing(
    conference: Conference, ada: Participant, reader: Reader
) -> None:
    subscription_choices.choose(ada, conference.key, "at once")
    reader("bob", "daily")
    reader("eve", "none")
    participant_named("nobody-registered")
    published(conference, ada)
    assert send() == 0
    assert not mail.outbox


def test_a_choice_for_the_session_goes_before_that_for_the_conference(
    conference: Conference, ada: Participant, reader: Reader
) -> None:
    first, second = (session.key for session in conference.sessions[:2])
    bob, eve = reader("bob", "none"), reader("eve", "at once")
    subscription_choices.choose(bob, conference.key, "at once", session_key=first)
    subscription_choices.choose(eve, conference.key, "none", session_key=first)
    published(conference, ada)
    published(conference, ada, session_key=second, title="Second")
    send()
    assert [message["Subject"].split("] ")[1] for message in sent_to("bob")] == ["A title"]
    assert [message["Subject"].split("] ")[1] for message in sent_to("eve")] == ["Second"]


def test_whose_contribution_is_answered_hears_at_once(
    conference: Conference, ada: Participant, reader: Reader
) -> None:
    bob = reader("bob", "daily")
    question = posted(conference, bob)
    published(conference, ada, parent=question)
    send()
    assert len(sent_to("bob")) == 1


def test_the_site_writes_in_the_language_of_the_reader_and_leaves_the_contribution_its_own(
    conference: Conference, ada: Participant, reader: Reader
) -> None:
    reader("bob", language="fr")
    published(conference, ada, language="es", title="Una opinión", text="Texto ñandú")
    send()
    [message] = sent_to("bob")
    plain, html = bodies(message)
    assert '<html lang="fr" dir="ltr">' in html
    assert 'lang="es" dir="ltr"' in html
    assert "/fr/" in plain
    assert "ñandú" in plain
    assert "You get this mail" not in plain


def test_threads_thread(conference: Conference, ada: Participant, reader: Reader) -> None:
    reader("bob")
    first = published(conference, ada)
    second = published(conference, ada, parent=first)
    third = published(conference, ada, parent=second)
    send()
    one, two, three = sent_to("bob")
    assert one["Message-ID"] == f"<contribution-{first.number}@127.0.0.1>"
    assert one["In-Reply-To"] is None
    assert two["In-Reply-To"] == one["Message-ID"]
    assert three["In-Reply-To"] == two["Message-ID"]
    assert three["References"].split() == [one["Message-ID"], two["Message-ID"]]
    assert third.number is not None


def test_nothing_is_loaded_from_elsewhere(
    conference: Conference, ada: Participant, reader: Reader
) -> None:
    reader("bob")
    published(conference, ada, text="<script>alert(1)</script> ![x](https://example.org/x.png)")
    send()
    [message] = sent_to("bob")
    _plain, html = bodies(message)
    assert not any(part in html for part in ("<script", "<img", "<link", " src=", "url("))


def test_a_title_of_several_lines_adds_no_header(
    conference: Conference, ada: Participant, reader: Reader
) -> None:
    reader("bob")
    published(conference, ada, title="One\r\nBcc: eve@example.net")
    send()
    [message] = sent_to("bob")
    assert message["Bcc"] is None
    assert message["Subject"].endswith("One Bcc: eve@example.net")


@pytest.mark.parametrize("state", [State.WAITING, State.RETURNED, State.WITHDRAWN, State.DRAFT])
def test_what_is_not_published_any_more_when_it_is_sent_appears_in_no_mail(
    conference: Conference, ada: Participant, reader: Reader, state: str
) -> None:
    reader("bob")
    found = published(conference, ada, title="zebrafinch", text="zebrafinch")
    number = None if state == State.DRAFT else found.number
    Contribution.objects.filter(pk=found.pk).update(state=state, number=number)
    assert send() == 0
    assert not mail.outbox
    assert not Mail.objects.filter(state__in=["queued", "sending"]).exists()


def test_what_is_published_again_is_told_once(
    conference: Conference, ada: Participant, reader: Reader, admin_user: Any
) -> None:
    reader("bob")
    found = published(conference, ada)
    send()
    steps.withdraw(found, admin_user, reason="A reason")
    steps.publish(found, admin_user)
    send()
    assert len(sent_to("bob")) == 1


def test_the_author_hears_of_decisions_without_a_word_of_the_contribution(
    conference: Conference, ada: Participant, admin_user: Any
) -> None:
    subscription_choices.choose(ada, conference.key, "none")
    found = posted(
        conference,
        ada,
        state=State.WAITING,
        title="zebrafinch",
        text="zebrafinch",
        published_at=None,
        changed_at=None,
    )
    steps.send_back(found, admin_user, reason="Please shorten it")
    send()
    steps.publish(found, admin_user)
    send()
    returned, accepted = sent_to("ada")
    assert returned["Subject"] == f"Your contribution #{found.number} was returned"
    assert "Please shorten it" in bodies(returned)[0]
    assert f"/en/taking-part/mine/{found.number}/" in bodies(returned)[0]
    assert accepted["Subject"] == f"Your contribution #{found.number} is published"
    assert not any("zebrafinch" in body for body in (*bodies(returned), *bodies(accepted)))
    assert returned["List-Unsubscribe"] is None
