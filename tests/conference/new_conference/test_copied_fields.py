"""What a new conference takes over from an existing one, field by field."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.test import Client

from wagtail.fields import StreamField
from wagtail.models import Page

import pytest

from conference.models import AgendaPage, MainstreamingPage, SessionPage, Topic
from conference.new_conference import copy_from
from core.models import BasePage
from tests.conference.new_conference.conftest import PORTAL
from tests.conference.new_conference.test_copy_from import proposed
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
AsUser = Callable[[str], Client]
# Asked by the form, computed, or of the occasion.
LEFT_BEHIND = {"full_title", "theme", "symbol", "agenda_note"}


@pytest.fixture
def original(page_at: PageFinder) -> MainstreamingPage:
    return page_at(f"{PORTAL}/archive/mainstreaming")


@pytest.mark.slow
def test_topics_come_along_and_outcomes_stay_behind(
    as_user: AsUser, make: Callable[..., Page], original: MainstreamingPage
) -> None:
    original.topics.set(Topic.objects.filter(locale=original.locale)[:2])
    original.save_revision().publish()
    steps = original.outcomes.count()
    assert steps > 0
    conference: Any = make(proposed(as_user("editor"), original))
    assert conference.topics.count() == 2
    assert set(conference.topics.all()) == set(original.topics.all())
    assert conference.get_latest_revision_as_object().topics.count() == 2
    assert conference.outcomes.count() == 0
    assert MainstreamingPage.objects.get(pk=original.pk).outcomes.count() == steps


@pytest.mark.slow
def test_introduction_and_closing_words_of_sessions_and_agenda_come_along(
    as_user: AsUser, make: Callable[..., Page], original: MainstreamingPage
) -> None:
    first = SessionPage.objects.child_of(original).get(number=1)
    first.introduction = "<p>What this is about.</p>"
    first.closing = [("heading", {"text": "Afterwards", "level": "2"})]
    first.save_revision().publish()
    conference = make(proposed(as_user("editor"), original))
    session = SessionPage.objects.child_of(conference).get(number=1)
    assert "What this is about." in session.introduction
    assert [block.block_type for block in session.closing] == ["heading"]


@pytest.mark.parametrize(
    "model", [MainstreamingPage, SessionPage, AgendaPage, *copy_from.PART_MODELS.values()]
)
def test_no_text_of_a_page_is_forgotten(model: type[BasePage]) -> None:
    stock = {field.name for field in Page._meta.get_fields()}
    texts = {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, (models.TextField, StreamField)) and field.name not in stock
    }
    assert texts <= {*copy_from.FIELDS, *LEFT_BEHIND}
