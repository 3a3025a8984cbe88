"""The seeded demo conference, and people who take part in it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core import mail
from django.test import Client
from django.utils import timezone

import pytest

from conference.models import ConferencePage
from contributions import backends
from contributions.conference_registry import Conference, known
from contributions.models import (
    Contribution,
    ModerationSettings,
    Participant,
    Registration,
    State,
    Status,
)
from contributions.models.numbers import next_number, path_below
from contributions.signing_in import new_account
from tests.conftest import seeded_page

DEMO = "protocol/capacity-building/portal/demo"
SESSION = f"/en/{DEMO}/session-1/"
WHOLE = f"/en/{DEMO}/"


@pytest.fixture
def conference(db: None) -> Conference:
    found = known().by_key(seeded_page(DEMO).translation_key, "en")
    assert found is not None
    return found


@pytest.fixture
def rules(conference: Conference) -> ModerationSettings:
    """How the demo conference takes contributions; published at once."""
    found = ModerationSettings.objects.get(conference_key=conference.key)
    found.first_waits = False
    found.save()
    return found


def participant_named(name: str, conference: Conference | None = None) -> Participant:
    participant: Participant = new_account(f"{name}@example.net", "en").participant
    participant.name, participant.affiliation, participant.country = name, "ngo", "KE"
    participant.accepted_terms_at = timezone.now()
    participant.save()
    if conference is not None:
        Registration.objects.create(
            participant=participant, conference_key=conference.key, status=Status.APPROVED
        )
    return participant


@pytest.fixture
def ada(conference: Conference, rules: ModerationSettings) -> Participant:
    return participant_named("ada", conference)


def signed_in(participant: Participant) -> Client:
    client = Client()
    client.force_login(participant.user, backend=backends.PATH)
    return client


@pytest.fixture
def her(ada: Participant) -> Client:
    """Ada's browser."""
    return signed_in(ada)


def writing(conference: Conference, session: int = 1, language: str = "en") -> str:
    return f"/{language}/taking-part/write/{conference.sessions[session - 1].key}/"


def form(**values: Any) -> dict[str, Any]:
    """What a browser sends with the button "Send"."""
    return {
        "token": str(uuid4()),
        "language": "en",
        "title": "A title",
        "text": f"Some text {uuid4().hex[:6]}",
        "website": "",
        "send": "",
    } | values


def posted(conference: Conference, participant: Participant, **values: Any) -> Contribution:
    """A contribution to the first session, written as it is past the form."""
    parent = values.get("parent")
    number = next_number()
    now = timezone.now()
    fields = {
        "conference_key": conference.key,
        "session_key": conference.sessions[0].key,
        "language": "en",
        "title": "A title",
        "text": "Some text",
        "state": State.PUBLISHED,
        "posted_at": now,
        "published_at": now,
        "changed_at": now,
    }
    fields |= participant.as_author() | values
    contribution = Contribution(
        number=number, thread_path=path_below(parent, number), participant=participant, **fields
    )
    contribution.save()
    return contribution


@pytest.fixture
def close(conference: Conference) -> Callable[..., None]:
    """Moves the closing to so many minutes from now, in every language."""

    def move(**delta: float) -> None:
        pages = ConferencePage.objects.filter(translation_key=conference.key)
        pages.update(closes_at=timezone.now() + timedelta(**delta))

    return move


def code_in_mail() -> str:
    """The code in the latest message."""
    found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[0]


def own(participant: Participant) -> Any:
    """All contributions of the participant, in any state."""
    return Contribution.objects.filter(participant=participant)
