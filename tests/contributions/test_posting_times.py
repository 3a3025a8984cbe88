"""When contributions are taken: opening, closing to the instant, extension, archive."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

import pytest

from conference.models import ConferencePage
from contributions.conference_registry import Conference
from contributions.models import Participant, State
from contributions.posting.forms import opening_mark
from tests.contributions.conftest import (
    form,
    own,
    writing,
)


def test_after_the_closing_a_new_form_is_refused_and_kept(
    conference: Conference, ada: Participant, her: Client, close: Callable[..., None]
) -> None:
    close(seconds=-1)
    answer = her.post(writing(conference), form(opened=opening_mark(timezone.now())))
    assert answer.status_code == 422
    assert "This session is closed" in answer.content.decode()
    assert own(ada).get().state == State.DRAFT


@pytest.mark.parametrize(("minutes", "is_taken"), [(14, True), (16, False)])
def test_a_form_that_was_open_before_the_closing_has_fifteen_minutes(
    conference: Conference,
    ada: Participant,
    her: Client,
    close: Callable[..., None],
    minutes: int,
    is_taken: bool,
) -> None:
    close(minutes=-minutes)
    opened = opening_mark(timezone.now() - timedelta(minutes=minutes + 1))
    her.post(writing(conference), form(opened=opened))
    assert (own(ada).get().state == State.PUBLISHED) is is_taken


def test_when_the_form_was_opened_is_not_for_others_to_say(
    conference: Conference, ada: Participant, her: Client, close: Callable[..., None]
) -> None:
    close(minutes=-1)
    made_up = f"{(timezone.now() - timedelta(hours=1)).timestamp()}:1abc:signature"
    her.post(writing(conference), form(opened=made_up))
    assert own(ada).get().state == State.DRAFT


def test_an_extension_reopens(
    conference: Conference, ada: Participant, her: Client, close: Callable[..., None]
) -> None:
    close(minutes=-30)
    pages = ConferencePage.objects.filter(translation_key=conference.key)
    pages.update(extended_to=timezone.now() + timedelta(days=1))
    her.post(writing(conference), form())
    assert own(ada).get().state == State.PUBLISHED


def test_nobody_posts_before_the_opening(
    conference: Conference, ada: Participant, her: Client
) -> None:
    pages = ConferencePage.objects.filter(translation_key=conference.key)
    pages.update(opens_at=timezone.now() + timedelta(minutes=1))
    her.post(writing(conference), form())
    assert own(ada).get().state == State.DRAFT


def test_an_archived_conference_takes_none(
    conference: Conference, ada: Participant, her: Client, page_at: Any
) -> None:
    archive = page_at("protocol/capacity-building/portal/archive")
    ConferencePage.objects.get(translation_key=conference.key, locale=archive.locale).move(
        archive, pos="last-child"
    )
    answer = her.post(writing(conference), form())
    assert "archived" in answer.content.decode()
    assert own(ada).get().state == State.DRAFT
