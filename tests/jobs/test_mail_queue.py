"""Mail is stored, delivered by the worker, tried again, and not kept."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

import pytest

from jobs.mail_queue import TAKEN_FOR, QueueBackend
from jobs.models import WaitingMail

QUEUE = "jobs.mail_queue.QueueBackend"
LOCAL = "django.core.mail.backends.locmem.EmailBackend"
pytestmark = pytest.mark.django_db


class DeadServer(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPServerDisconnected("Connection unexpectedly closed")


@pytest.fixture(autouse=True)
def _queued(settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.DELIVERY_EMAIL_BACKEND = QUEUE, LOCAL


@pytest.fixture
def dead(settings: Any) -> None:
    settings.DELIVERY_EMAIL_BACKEND = f"{__name__}.DeadServer"


def test_a_mail_arrives_whole_and_is_not_kept(django_capture_on_commit_callbacks: Any) -> None:
    message = EmailMultiAlternatives(
        "Código", "1234", "site@example.org", ["ana@example.org"], headers={"X-Kind": "code"}
    )
    message.attach_alternative("<p>1234</p>", "text/html")
    with django_capture_on_commit_callbacks(execute=True):
        assert message.send() == 1
        assert mail.outbox == []
        assert WaitingMail.objects.count() == 1
    (sent,) = mail.outbox
    assert sent.message()["Subject"] == message.message()["Subject"]
    assert (sent.body, sent.to, sent.extra_headers) == ("1234", message.to, {"X-Kind": "code"})
    assert [tuple(part) for part in sent.alternatives] == [("<p>1234</p>", "text/html")]
    assert not WaitingMail.objects.exists()


@pytest.mark.usefixtures("dead")
def test_a_mail_that_no_server_takes_waits_and_is_tried_again(
    django_capture_on_commit_callbacks: Any, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("Subject", "https://secret.example/", None, ["ana@example.org"])
    assert "SMTPServerDisconnected" in caplog.text
    assert "secret" not in caplog.text
    assert "ana@" not in caplog.text
    settings.DELIVERY_EMAIL_BACKEND = LOCAL
    call_command("send_waiting_mail")
    assert mail.outbox == []
    WaitingMail.objects.update(taken_at=timezone.now() - TAKEN_FOR)
    call_command("send_waiting_mail")
    call_command("send_waiting_mail")
    assert [sent.to for sent in mail.outbox] == [["ana@example.org"]]


@pytest.mark.usefixtures("dead")
def test_after_an_hour_a_mail_is_given_up(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send_mail("Subject", "Text", None, ["ana@example.org"])
    past = timezone.now() - timedelta(minutes=61)
    WaitingMail.objects.update(created_at=past, taken_at=past)
    call_command("send_waiting_mail")
    assert not WaitingMail.objects.exists()


def test_a_mail_that_cannot_be_written_holds_up_no_other_and_is_given_up(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=False):
        send_mail("Two\nlines", "Text", None, ["ana@example.org"])
        send_mail("Subject", "Text", None, ["ben@example.org"])
    WaitingMail.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    call_command("send_waiting_mail")
    assert [sent.to for sent in mail.outbox] == [["ben@example.org"]]
    assert not WaitingMail.objects.exists()


def test_a_mail_with_a_file_is_sent_at_once() -> None:
    message = EmailMessage("Subject", "Text", None, ["ana@example.org"])
    message.attach("a.txt", "content", "text/plain")
    assert QueueBackend().send_messages([message]) == 1
    assert len(mail.outbox) == 1
