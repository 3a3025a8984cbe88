"""Guiding questions of each session, and what is doubted before it is made."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from wagtail.models import Page

import pytest

from conference.models import ConferencePage, SessionPage
from jobs.models import Job
from tests.conference.new_conference.conftest import ADDRESS, entered, session

Send = Callable[..., Any]


@pytest.mark.long
def test_a_session_has_the_questions_of_its_row_in_their_order(make: Callable[..., Page]) -> None:
    row = session("Crops", questions="What is grown?\r\n\r\n  Who decides?  ")
    conference = make(entered(row, session("Fish")))
    pages = SessionPage.objects.of_conference(conference)
    [crops, fish] = [page.get_latest_revision_as_object() for page in pages]
    assert [each.text for each in crops.guiding_questions.all()] == [
        "What is grown?",
        "Who decides?",
    ]
    assert fish.guiding_questions.count() == 0


def test_questions_without_a_theme_are_asked_for_one(send: Send) -> None:
    response = send(entered(session("", questions="What is grown?")))
    assert response.status_code == 422
    assert response.context["sessions"].forms[0].errors == {"theme": ["A session needs a theme."]}


def test_an_empty_row_marks_nothing_as_required(as_user: Callable[[str], Client]) -> None:
    context = as_user("editor").get(ADDRESS).context
    row = context["sessions"].forms[0]
    assert [name for name, field in row.fields.items() if field.required] == []
    form = context["form"]
    required = {name for name, field in form.fields.items() if field.required}
    assert required == {
        "kind", "title", "full_title", "time_zone", "opens_at", "closes_at", "agenda"
    }  # fmt: skip


PAST = {"opens_at": "2011-03-03T00:00", "closes_at": "2011-03-21T23:59"}


@pytest.mark.long
def test_an_opening_in_the_past_is_doubted_and_made_once_it_is_confirmed(send: Send) -> None:
    response = send(entered(**PAST))
    assert response.status_code == 200
    assert "The opening date is in the past. Is this intended?" in response.content.decode()
    assert not Job.objects.exists()
    response = send(entered(**PAST, opens_in_the_past="on"))
    assert response.status_code == 302
    assert (
        ConferencePage.objects.get(slug="traits", locale__language_code="en").opens_at.year == 2011
    )


def test_an_opening_ahead_is_not_doubted(send: Send) -> None:
    response = send(entered(action="check"))
    assert response.context["notices"] == []
    assert 'name="opens_in_the_past"' not in response.content.decode()
