"""Daily digests, and notices of opening, closing and extension: what, to whom, and once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import pytest

from conference.models import ConferencePage
from contributions.conference_registry import Conference, known
from contributions.mail import create_mailings, sending, subscription_choices
from contributions.models import (
    Contribution,
    Mailing,
    MailingKind,
    Participant,
    Registration,
    State,
)
from tests.contributions.conftest import posted
from tests.contributions.mail.conftest import Reader, bodies, send, sent_to


@pytest.fixture
def digest(conference: Conference) -> Callable[[], int]:
    """Sends the digest of what was published until now."""
    # The people of the demo conference and what they contributed are no matter here.
    Contribution.objects.update(published_at=None)
    Registration.objects.exclude(participant__user__email__endswith="@example.net").delete()

    def run() -> int:
        now = timezone.now()
        Mailing.objects.create(
            key=f"digest {now}",
            kind=MailingKind.DIGEST,
            since=now - timedelta(days=1),
            until=now,
        )
        return send()

    return run


def test_a_digest_has_the_contributions_of_the_day_by_session(
    conference: Conference, ada: Participant, reader: Reader, digest: Any
) -> None:
    reader("bob", "daily")
    reader("eve", "at once")
    one = posted(conference, ada, title="First", text="word " * 400)
    two = posted(conference, ada, title="Second", session_key=conference.sessions[1].key)
    old = timezone.now() - timedelta(days=2)
    posted(conference, ada, title="zebrafinch", published_at=old)
    assert digest() == 1
    [message] = sent_to("bob")
    assert message["Subject"] == "Contributions of the day: 2"
    for body in bodies(message):
        assert body.index("First") < body.index("Second")
        assert f"/session-1/contributions/{one.number}/" in body
        assert f"/session-2/contributions/{two.number}/" in body
        assert "zebrafinch" not in body
        assert body.count("word") < 150


def test_who_has_chosen_nothing_gets_the_digest(
    conference: Conference, ada: Participant, reader: Reader, digest: Any
) -> None:
    bob = reader("bob")
    bob.subscriptions.all().delete()
    posted(conference, ada)
    assert digest() == 1
    assert len(sent_to("bob")) == 1


def test_a_session_that_is_not_wanted_is_left_out(
    conference: Conference, ada: Participant, reader: Reader, digest: Any
) -> None:
    bob = reader("bob", "daily")
    second = conference.sessions[1].key
    subscription_choices.choose(bob, conference.key, "none", session_key=second)
    posted(conference, ada, title="First")
    posted(conference, ada, title="zebrafinch", session_key=second)
    assert digest() == 1
    assert "zebrafinch" not in bodies(sent_to("bob")[0])[0]


def test_nobody_gets_a_digest_of_nothing_but_their_own(
    conference: Conference, ada: Participant, digest: Any
) -> None:
    posted(conference, ada)
    assert digest() == 0


@pytest.mark.parametrize("state", [State.WAITING, State.RETURNED, State.WITHDRAWN])
def test_a_digest_has_nothing_that_is_not_published(
    conference: Conference, ada: Participant, reader: Reader, digest: Any, state: str
) -> None:
    reader("bob", "daily")
    posted(conference, ada, title="Seen")
    posted(conference, ada, state=state, title="zebrafinch", text="zebrafinch")
    assert digest() == 1
    assert not any("zebrafinch" in body for body in bodies(sent_to("bob")[0]))


@pytest.mark.long
def test_a_digest_to_many_costs_at_most_sixty_queries_whatever_their_number(
    conference: Conference, ada: Participant, reader: Reader, digest: Any
) -> None:
    for number in range(20):
        posted(conference, ada, title=f"Opinion {number}")
    counts = []
    for size in (6, 30):
        for number in range(size):
            reader(f"r{size}-{number}", "daily", ("en", "fr", "es")[number % 3])
        with CaptureQueriesContext(connection) as captured:
            digest()
        counts.append(len(captured))
    assert len(mail.outbox) == 6 + 36
    assert counts[0] == counts[1], counts
    assert counts[0] <= 60, counts


def test_a_digest_in_four_batches_costs_at_most_sixty_queries(
    conference: Conference,
    ada: Participant,
    reader: Reader,
    digest: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As 2,000 subscribers are.
    monkeypatch.setattr(sending, "BATCH", 6)
    posted(conference, ada)
    for number in range(24):
        reader(f"reader{number}", "daily", ("en", "fr", "es")[number % 3])
    with CaptureQueriesContext(connection) as captured:
        assert digest() == 24
    assert len(captured) <= 60, len(captured)
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 24


def test_the_digest_is_due_once_a_day_and_leaves_no_gap(
    conference: Conference, ada: Participant, reader: Reader, settings: Any
) -> None:
    Contribution.objects.update(published_at=None)
    reader("bob", "daily")
    settings.CONTRIBUTIONS_DIGEST_HOUR = 6
    day = datetime(2030, 3, 4, 6, 0, tzinfo=UTC)
    posted(conference, ada, title="Early", published_at=day - timedelta(hours=3))
    posted(conference, ada, title="Late", published_at=day + timedelta(minutes=1))
    for minutes in (1, 3, 4, 600):
        create_mailings.create_due(day + timedelta(minutes=minutes))
    create_mailings.create_due(day + timedelta(days=1, hours=1))
    send()
    early, late = sent_to("bob")
    assert "Early" in bodies(early)[0]
    assert "Late" not in bodies(early)[0]
    assert "Late" in bodies(late)[0]
    assert "Early" not in bodies(late)[0]


def times(conference: Conference, **values: Any) -> Conference:
    ConferencePage.objects.filter(translation_key=conference.key).update(**values)
    found = known().by_key(conference.key, "en")
    assert found is not None
    return found


def subjects() -> list[str]:
    call_command("send_participant_mail")
    found = [str(message["Subject"]).split(":")[0] for message in sent_to("bob")]
    mail.outbox.clear()
    return [subject for subject in found if "Contributions of the day" not in subject]


@pytest.mark.long
def test_each_notice_goes_out_once_at_its_time(conference: Conference, reader: Reader) -> None:
    bob = reader("bob", "daily")
    reader("eve", "none")
    now, day = timezone.now(), timedelta(days=1)
    times(conference, opens_at=now + day, closes_at=now + 20 * day)
    assert subjects() == []
    times(conference, opens_at=now - timedelta(minutes=1))
    assert [subjects(), subjects()] == [["Open"], []]
    times(conference, opens_at=now - 20 * day, closes_at=now + 2 * day)
    assert [subjects(), subjects()] == [["Closing soon"], []]
    times(conference, extended_to=now + 9 * day)
    assert [subjects(), subjects()] == [["Extended"], []]
    times(conference, extended_to=now + 2.5 * day)
    assert sorted(subjects()) == ["Closing soon", "Extended"]
    times(conference, closes_at=now - 2 * day, extended_to=now - timedelta(minutes=1))
    assert [subjects(), subjects()] == [["Closed"], []]
    assert not bob.mails.filter(state="queued").exists()
    assert not sent_to("eve")


def test_a_conference_that_closed_long_ago_is_no_news(
    conference: Conference, reader: Reader
) -> None:
    long_ago = timezone.now() - timedelta(days=30)
    old = times(conference, opens_at=long_ago - timedelta(days=9), closes_at=long_ago)
    assert create_mailings.due_notices(old, timezone.now()) == []
