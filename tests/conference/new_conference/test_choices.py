"""What the form's choices make of a new conference."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from wagtail.models import Locale, Page

import pytest

from conference.models import ConferencePage, MainstreamingPage, SessionPage
from tests.conference.new_conference.conftest import PORTAL, TWO_SESSIONS, entered, session
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
Make = Callable[..., Page]
PARTS = ["introduction", "objectives", "agenda"]


@pytest.mark.long
def test_dates_titles_and_themes_are_where_they_belong(make: Make) -> None:
    conference = make(entered(*TWO_SESSIONS, time_zone="Africa/Nairobi"))
    assert isinstance(conference, ConferencePage)
    assert conference.title == "Traits"
    assert conference.full_title == "Capacity-building for the identification of traits"
    assert conference.opens_at.isoformat() == "2031-03-02T21:00:00+00:00"
    assert conference.closes_at.isoformat() == "2031-03-21T20:59:00+00:00"
    french = conference.get_translation(Locale.objects.get(language_code="fr"))
    assert french.opens_at == conference.opens_at
    sessions = SessionPage.objects.child_of(conference).order_by("number")
    assert [page.theme for page in sessions] == ["Traits in crops", "Traits in fish"]
    assert [page.title for page in sessions] == ["Session 1", "Session 2"]
    assert not any(page.is_dated for page in sessions)


@pytest.mark.long
def test_sessions_that_follow_each_other_have_their_dates(make: Make) -> None:
    conference = make(
        entered(
            session("First", "2031-03-03T00:00", "2031-03-07T00:00"),
            session("Second", "2031-03-07T00:00", "2031-03-14T12:30"),
            agenda="sequential",
        )
    )
    second = SessionPage.objects.child_of(conference).get(number=2)
    assert second.opens_at.isoformat() == "2031-03-07T00:00:00+00:00"
    assert second.closes_at.isoformat() == "2031-03-14T12:30:00+00:00"


@pytest.mark.long
def test_a_mainstreaming_conference_and_one_without_sessions_can_be_made(make: Make) -> None:
    conference = make(entered(kind="conference.MainstreamingPage"))
    assert isinstance(conference, MainstreamingPage)
    assert [child.slug for child in conference.get_children()] == PARTS


@pytest.mark.long
def test_a_language_that_was_not_chosen_gets_no_page(make: Make) -> None:
    conference = make(entered(*TWO_SESSIONS, languages=["fr"]))
    found = conference.get_translations(inclusive=True)
    assert {page.locale.language_code for page in found} == {"en", "fr"}


@pytest.mark.long
def test_a_language_without_a_portal_is_not_offered(
    page_at: PageFinder, as_user: Callable[[str], Client], send: Callable[..., Any]
) -> None:
    page_at(PORTAL, "es").delete()
    form = as_user("editor").get("/admin/new-conference/").context["form"]
    assert [code for code, _autonym in form.fields["languages"].choices] == ["fr"]
    assert "languages" in send(entered()).context["form"].errors
