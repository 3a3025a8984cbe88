"""A conference that is withdrawn: cancelled in calendars, a notice in feeds, none of its words."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from wagtail.models import Page, PageViewRestriction

import pytest
from icalendar import Event

from conference.models import ConferencePage, SessionPage, WithdrawnConference
from conference.publishing_signals import record
from tests.conference.extension_helpers import all_languages, conference
from tests.conference.feeds.readers import LANGUAGES, PORTAL, entries, events, feed, text
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
__all__ = ["conference"]
OWN = f"{PORTAL}/traits"
TITLES = {
    "en": "Withdrawn: online conference",
    "es": "Retirada: conferencia en línea",
    "fr": "Retirée\u00a0: conférence en ligne",
}


def withdraw(conference: ConferencePage) -> None:
    for page in all_languages(conference):
        for each in page.get_descendants(inclusive=True).specific():
            each.unpublish()


def of(conference: ConferencePage, found: dict[str, Event]) -> Event:
    return found[str(conference.translation_key)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [PORTAL, OWN])
def test_its_events_are_cancelled_in_both_calendars(
    client: Client, conference: ConferencePage, path: str, language: str
) -> None:
    before = events(client, path, language)
    own = set(events(client, OWN, language))
    withdraw(conference)
    after = events(client, path, language)
    assert len(own) == 2
    assert set(after) == set(before)
    assert all(after[uid]["STATUS"] == "CONFIRMED" for uid in set(before) - own)
    for uid in own:
        event = after[uid]
        assert event["STATUS"] == "CANCELLED"
        assert event["SEQUENCE"] > before[uid]["SEQUENCE"]
        assert event.DTSTAMP >= before[uid].DTSTAMP
        assert (event.start, event.end) == (before[uid].start, before[uid].end)
        assert event["SUMMARY"].startswith(TITLES[language])
        assert "traits" not in event.to_ical().decode().lower()


def test_dated_sessions_are_cancelled_with_it(client: Client, conference: ConferencePage) -> None:
    session = SessionPage(
        title="One",
        theme="One",
        number=1,
        locale=conference.locale,
        opens_at=conference.opens_at,
        closes_at=conference.closes_at,
    )
    conference.add_child(instance=session)
    session.save_revision().publish()
    before = events(client, OWN)[str(session.translation_key)]
    withdraw(conference)
    after = events(client, OWN)[str(session.translation_key)]
    assert (after["STATUS"], after["SEQUENCE"]) == ("CANCELLED", before["SEQUENCE"] + 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [PORTAL, OWN])
def test_the_feeds_say_that_it_is_withdrawn(
    client: Client, conference: ConferencePage, path: str, language: str
) -> None:
    own = text(feed(client, OWN, language), "id")
    withdraw(conference)
    titles = [text(entry, "title") for entry in entries(feed(client, path, language)).values()]
    assert any(title.startswith(TITLES[language]) for title in titles)
    assert text(feed(client, OWN, language), "id") == own


@pytest.mark.long
def test_published_again_it_is_confirmed_with_a_higher_number(
    client: Client, conference: ConferencePage
) -> None:
    withdraw(conference)
    cancelled = of(conference, events(client, PORTAL))
    for page in all_languages(conference):
        Page.objects.get(pk=page.pk).specific.save_revision().publish()
        event = of(conference, events(client, PORTAL))
        assert event["STATUS"] == "CONFIRMED"
        assert event["SEQUENCE"] == cancelled["SEQUENCE"] + 1
    assert not WithdrawnConference.objects.exists()


def test_it_is_not_withdrawn_while_a_language_has_it(
    client: Client, conference: ConferencePage
) -> None:
    Page.objects.get(pk=conference.pk).specific.unpublish()
    assert of(conference, events(client, PORTAL, "fr"))["STATUS"] == "CONFIRMED"
    assert of(conference, events(client, OWN, "fr"))["STATUS"] == "CONFIRMED"
    assert client.get(f"/en/{OWN}/calendar.ics").status_code == 404
    assert of(conference, events(client, PORTAL, "fr"))["SEQUENCE"] == 0


def test_a_deleted_conference_is_withdrawn_too(client: Client, conference: ConferencePage) -> None:
    key = str(conference.translation_key)
    for page in all_languages(conference):
        Page.objects.get(pk=page.pk).specific.delete()
    for path in (PORTAL, OWN):
        assert events(client, path)[key]["STATUS"] == "CANCELLED"


def test_it_is_told_until_it_would_have_ended(client: Client, conference: ConferencePage) -> None:
    withdraw(conference)
    WithdrawnConference.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert not client.get(f"/en/{PORTAL}/calendar.ics").content.count(b"CANCELLED")
    assert client.get(f"/en/{OWN}/calendar.ics").status_code == 404
    assert client.get(f"/en/{OWN}/feed.xml").status_code == 404


def test_one_that_is_over_is_not_withdrawn(page_at: PageFinder) -> None:
    record(page_at(f"{PORTAL}/archive/mainstreaming"))
    assert not WithdrawnConference.objects.exists()


@pytest.mark.parametrize("where", ["", PORTAL])
def test_nobody_is_told_in_any_language_of_a_conference_that_was_private(
    client: Client, page_at: PageFinder, conference: ConferencePage, where: str
) -> None:
    page = page_at(where) if where else conference
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    withdraw(conference)
    assert not WithdrawnConference.objects.exists()


@pytest.mark.slow
def test_a_portal_costs_the_same_however_many_are_withdrawn(
    client: Client,
    page_at: PageFinder,
    conference: ConferencePage,
    django_assert_max_num_queries: Any,
) -> None:
    withdraw(conference)
    client.get(f"/en/{PORTAL}/calendar.ics")
    with django_assert_max_num_queries(20) as one:
        client.get(f"/en/{PORTAL}/calendar.ics")
    for number in range(20):
        copy = Page.objects.get(pk=conference.pk).copy(update_attrs={"slug": f"t-{number}"})
        copy.specific.save_revision().publish()
        Page.objects.get(pk=copy.pk).specific.unpublish()
    with django_assert_max_num_queries(20) as many:
        content = client.get(f"/en/{PORTAL}/calendar.ics").content
    assert content.count(b"STATUS:CANCELLED") == 42
    assert len(many) == len(one)
