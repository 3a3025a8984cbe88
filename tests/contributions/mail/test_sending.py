"""Mail is sent in batches over one connection: resumable, and nobody gets one twice."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any, ClassVar

from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import pytest

from contributions.conference_registry import Conference
from contributions.mail import sending
from contributions.mail.sending import Journal
from contributions.models import Mail, Participant
from tests.contributions.mail.conftest import Reader, published, send

BACKEND = f"{__name__}.FailingBackend"


class FailingBackend(EmailBackend):
    """Fails as the test says, when it is given the message with this count."""

    fails: ClassVar[dict[int, BaseException]] = {}
    count: ClassVar[int] = 0
    opened: ClassVar[int] = 0

    def open(self) -> bool:
        type(self).opened += 1
        if (failure := self.fails.get(-self.opened)) is not None:
            raise failure
        return True

    def send_messages(self, messages: Any) -> int:
        type(self).count += 1
        if (failure := self.fails.get(self.count)) is not None:
            raise failure
        return super().send_messages(messages)


@pytest.fixture
def failing(settings: Any) -> Callable[[dict[int, BaseException]], None]:
    settings.EMAIL_BACKEND = BACKEND
    FailingBackend.count = FailingBackend.opened = 0

    def fail(failures: dict[int, BaseException]) -> None:
        FailingBackend.fails = failures

    fail({})
    return fail


@pytest.fixture
def ten(conference: Conference, ada: Participant, reader: Reader) -> None:
    """Ten subscribers, and a contribution that nobody has been told of."""
    for number in range(10):
        reader(f"reader{number}")
    published(conference, ada)


def states() -> Counter[str]:
    return Counter(Mail.objects.values_list("state", flat=True))


def received() -> Counter[str]:
    return Counter(message.to[0] for message in mail.outbox)


def test_one_connection_serves_a_batch(ten: None, failing: Any) -> None:
    assert send() == 10
    assert FailingBackend.opened == 1
    assert set(received().values()) == {1}


def test_sent_again_nobody_gets_it_twice(ten: None) -> None:
    assert [send(), send()] == [10, 0]
    assert len(mail.outbox) == 10


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), SystemExit(1), RuntimeError()])
def test_broken_off_in_a_batch_the_rest_is_sent_later_and_nothing_twice(
    ten: None, failing: Any, failure: BaseException
) -> None:
    failing({4: failure})
    with pytest.raises(type(failure)):
        send()
    assert states() == {"sent": 3, "unknown": 1, "queued": 6}
    failing({})
    assert send() == 6
    assert set(received().values()) == {1}
    assert len(received()) == 9


def test_after_a_kill_the_journal_says_what_has_gone_out(ten: None) -> None:
    # What a killed sender leaves: a taken batch, and its journal up to the fourth mail.
    sending.address_mailings()
    batch = sending.take_batch()
    assert batch is not None
    taken = list(Mail.objects.of_batch(batch))
    for one in taken[:4]:
        Journal(batch).note(one.pk)
    assert send() == 0, "the sender may still be at work"
    Mail.objects.update(changed_at=timezone.now() - sending.LOST_AFTER - timedelta(seconds=1))
    assert send() == 6
    assert states() == {"sent": 9, "unknown": 1}
    assert {message.to[0] for message in mail.outbox} == {
        one.participant.email for one in taken[4:]
    }
    assert not Journal(batch).path.exists()


def test_a_batch_taken_on_another_machine_is_left_to_it_for_a_day(ten: None) -> None:
    sending.address_mailings()
    batch = sending.take_batch()
    assert batch is not None
    Journal(batch).end()
    Mail.objects.update(changed_at=timezone.now() - sending.LOST_AFTER * 2)
    assert send() == 0
    assert states() == {"sending": 10}
    Mail.objects.update(changed_at=timezone.now() - sending.GIVEN_UP_AFTER * 2)
    assert send() == 0
    assert states() == {"unknown": 10}


def test_a_mail_server_that_is_away_loses_nothing(ten: None, failing: Any) -> None:
    failing({-1: ConnectionRefusedError()})
    with pytest.raises(CommandError, match="cannot be reached"):
        call_command("send_participant_mail")
    assert states() == {"queued": 10}
    failing({})
    call_command("send_participant_mail")
    assert states() == {"sent": 10}


def test_a_connection_lost_in_a_batch_is_opened_again(ten: None, failing: Any) -> None:
    failing({4: SMTPServerDisconnected()})
    assert send() == 9
    assert FailingBackend.opened == 2
    assert states() == {"sent": 9, "unknown": 1}


def test_an_address_refused_for_good_is_not_tried_again(ten: None, failing: Any) -> None:
    failing({2: SMTPRecipientsRefused({"x@example.net": (550, b"No such user")})})
    assert send() == 9
    assert states() == {"sent": 9, "failed": 1}


def test_an_address_refused_for_now_is_tried_again_some_minutes_later(
    ten: None, failing: Any
) -> None:
    failing({2: SMTPRecipientsRefused({"x@example.net": (451, b"Later")})})
    assert send() == 9
    assert send() == 0
    Mail.objects.filter(state="queued").update(changed_at=timezone.now() - timedelta(hours=1))
    assert send() == 1
    assert set(received().values()) == {1}


def test_queries_do_not_grow_with_the_number_of_mails(
    conference: Conference, ada: Participant, reader: Reader
) -> None:
    counts = []
    for size in (5, 25):
        for number in range(size):
            reader(f"reader{size}-{number}", language=("en", "fr", "es")[number % 3])
        published(conference, ada)
        with CaptureQueriesContext(connection) as captured:
            send()
        counts.append(len(captured))
    assert len(mail.outbox) == 5 + 30
    assert counts[0] == counts[1], counts
