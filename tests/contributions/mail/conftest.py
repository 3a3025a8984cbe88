"""Participants who have chosen what they get, and what has come to them."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.core import mail

import pytest

from contributions import signals
from contributions.conference_registry import Conference
from contributions.mail import sending, subscription_choices
from contributions.models import Contribution, Participant
from tests.contributions.conftest import participant_named, posted


@pytest.fixture(autouse=True)
def _journals(settings: Any, tmp_path: Path) -> None:
    settings.CONTRIBUTIONS_MAIL_JOURNALS = tmp_path / "journals"


Reader = Callable[..., Participant]


@pytest.fixture
def reader(conference: Conference, rules: Any) -> Reader:
    """A participant who has chosen how often the conference writes."""

    def make(name: str, frequency: str = "at once", language: str = "en") -> Participant:
        participant = participant_named(name, conference)
        participant.language = language
        participant.save()
        subscription_choices.choose(participant, conference.key, frequency)
        return participant

    return make


def published(conference: Conference, participant: Participant, **values: Any) -> Contribution:
    """A contribution that has just been published."""
    found = posted(conference, participant, **values)
    signals.published.send(sender=Contribution, contribution=found)
    return found


def sent_to(name: str) -> list[EmailMessage]:
    """The messages to somebody, as a mail program reads their bytes."""
    return [
        message_from_bytes(sent.message().as_bytes(), policy=policy.default)  # type: ignore[arg-type]
        for sent in mail.outbox
        if sent.to == [f"{name}@example.net"]
    ]


def bodies(message: EmailMessage) -> tuple[str, str]:
    """Plain text and HTML."""
    parts = [message.get_body((kind,)) for kind in ("plain", "html")]
    plain, html = (part.get_content() for part in parts if part is not None)
    return plain, html


def send() -> int:
    return sending.send_queued()
