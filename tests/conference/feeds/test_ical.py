"""The calendar of a conference."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils.translation import override

from wagtail.models import Page

import pytest
import vobject
from icalendar import Event

from conference.models import ConferencePage, SessionPage
from core.dates.formatting import format_instant
from tests.conference.feeds.readers import (
    LANGUAGES,
    MAINSTREAMING,
    PORTAL,
    RISK_ASSESSMENT,
    add_conference,
    calendar,
    event_of,
    events,
    get,
)
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
CONFERENCES = [MAINSTREAMING, RISK_ASSESSMENT]


def extend(page: Page, day: int) -> None:
    page.extended_to = datetime(2009, 2, day, 23, 59, tzinfo=UTC)
    page.save_revision().publish()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", CONFERENCES)
def test_a_conference_is_an_event_from_opening_to_closing(
    client: Client, page_at: PageFinder, path: str, language: str
) -> None:
    page = page_at(path, language)
    event = event_of(client, page, path, language)
    assert event.start == page.opens_at
    assert event.end == page.schedule.ends_at
    assert event.start.tzinfo is not None
    assert event["SUMMARY"] == page.full_title
    assert event["SUMMARY"].params["LANGUAGE"] == language
    assert event["DESCRIPTION"].params["LANGUAGE"] == language
    assert event["URL"] == page.full_url
    assert event["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", CONFERENCES)
def test_the_description_says_what_the_page_says(
    client: Client, page_at: PageFinder, path: str, language: str
) -> None:
    html = client.get(f"/{language}/{path}/").content.decode()
    page = page_at(path, language)
    dates, instants, *lines, address = event_of(client, page, path, language)["DESCRIPTION"].split(
        "\n"
    )
    assert address == page.full_url
    assert dates in html
    with override(language):
        said = [page.schedule.extension, page.state_sentence, page.summary]
        assert lines == [line for line in said if line]
        assert page.state_sentence in html
        assert format_instant(page.opens_at) in instants
        assert format_instant(page.schedule.ends_at) in instants


@pytest.mark.parametrize("path", CONFERENCES)
def test_the_closing_is_an_entry_that_ends_when_the_conference_does(
    client: Client, page_at: PageFinder, path: str
) -> None:
    page = page_at(path)
    found = events(client, path)
    uid = str(page.translation_key)
    (closing,) = [event for key, event in found.items() if key != uid]
    assert closing["RELATED-TO"] == uid
    assert closing.end == page.schedule.ends_at
    assert closing.end - closing.start == timedelta(minutes=30)
    assert closing["SUMMARY"] == f"Closing: {page.full_title}"


def test_weeks_of_conference_block_nobodys_time(client: Client, home: Page) -> None:
    for event in events(client, MAINSTREAMING).values():
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"
        assert not event.walk("VALARM")


def test_the_calendar_has_a_name_and_says_when_to_ask_again(client: Client, home: Page) -> None:
    found = calendar(client, MAINSTREAMING, "es")
    assert found["X-WR-CALNAME"] == found["NAME"] == "Integración: calendario"
    assert found["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=12)


def test_commas_and_semicolons_of_its_name_are_escaped(client: Client, page_at: PageFinder) -> None:
    """RFC 5545, 3.3.11; icalendar 7.3 escapes them only when told that they are text."""
    conference = page_at(MAINSTREAMING)
    conference.title, conference.search_description = "Plans, funds; aid", "Why, and how; when"
    conference.save_revision().publish()
    content = vobject.readOne(get(client, MAINSTREAMING, "calendar.ics").decode())
    name = content.contents["name"][0].value
    assert name == "Plans, funds; aid: calendar"
    unfolded = get(client, MAINSTREAMING, "calendar.ics").decode().replace("\r\n ", "")
    lines = unfolded.split("\r\n")
    assert "NAME;LANGUAGE=en;VALUE=TEXT:Plans\\, funds\\; aid: calendar" in lines
    assert "X-WR-CALNAME;VALUE=TEXT:Plans\\, funds\\; aid: calendar" in lines
    described = [line for line in lines if line.startswith("X-WR-CALDESC;VALUE=TEXT:")]
    assert described
    assert all("," not in line.replace("\\,", "") for line in described)


# --- One event, whatever becomes of its page --------------------------------------------------


def all_uids(client: Client, path: str) -> set[frozenset[str]]:
    return {frozenset(events(client, path, language)) for language in LANGUAGES}


def test_the_identifiers_are_the_same_in_every_language(client: Client, home: Page) -> None:
    assert len(all_uids(client, MAINSTREAMING)) == 1


@pytest.mark.long
def test_the_identifiers_outlive_slug_place_and_host(
    client: Client, page_at: PageFinder, settings: Any
) -> None:
    before = all_uids(client, MAINSTREAMING)
    page = page_at(MAINSTREAMING)
    page.slug = "other"
    page.save_revision().publish()
    page.move(page_at(PORTAL), pos="last-child")
    settings.ALLOWED_HOSTS = ["other.example"]
    client.defaults["SERVER_NAME"] = "other.example"
    assert frozenset(events(client, f"{PORTAL}/other")) in before


@pytest.mark.long
def test_an_extension_changes_the_same_events_in_every_language(
    client: Client, page_at: PageFinder
) -> None:
    page = page_at(MAINSTREAMING)
    before = {code: events(client, MAINSTREAMING, code) for code in LANGUAGES}
    extend(page, 20)
    for code in LANGUAGES:
        after = events(client, MAINSTREAMING, code)
        assert set(after) == set(before[code])
        for uid, event in after.items():
            assert event["SEQUENCE"] == before[code][uid]["SEQUENCE"] + 1
            assert event.end == datetime(2009, 2, 20, 23, 59, tzinfo=UTC)
            assert event.DTSTAMP >= before[code][uid].DTSTAMP
        assert "20" in after[str(page.translation_key)]["DESCRIPTION"].split("\n")[0]


def sequences() -> set[int]:
    pages = ConferencePage.objects.filter(slug="mainstreaming")
    return set(pages.values_list("schedule_revision", flat=True))


@pytest.mark.long
def test_the_sequence_grows_with_each_change_and_never_goes_back(page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    old = page.save_revision()
    extend(page, 20)
    extend(page_at(MAINSTREAMING), 27)
    assert sequences() == {2}
    old.publish()
    assert sequences() == {3}
    assert page_at(MAINSTREAMING).extended_to is None


@pytest.mark.long
def test_a_change_of_text_a_draft_or_a_translation_leave_the_sequence(page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    page.summary = "Another"
    page.save_revision().publish()
    page.extended_to = datetime(2009, 2, 20, tzinfo=UTC)
    page.save_revision()
    french = page_at(MAINSTREAMING, "fr")
    french.extended_to = datetime(2009, 3, 20, tzinfo=UTC)
    french.save_revision().publish()
    assert sequences() == {0}


@pytest.mark.long
def test_a_translation_published_from_before_the_change_keeps_the_sequence(
    page_at: PageFinder,
) -> None:
    stale = page_at(MAINSTREAMING, "fr").save_revision()
    extend(page_at(MAINSTREAMING), 20)
    stale.publish()
    assert sequences() == {1}


def test_a_save_of_the_dates_alone_counts_too(page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    page.extended_to = datetime(2009, 2, 20, tzinfo=UTC)
    page.save(update_fields=["extended_to"])
    assert sequences() == {1}


def test_dates_are_not_counted_before_the_first_publication(page_at: PageFinder) -> None:
    page = page_at(PORTAL).add_child(
        instance=ConferencePage(title="New", full_title="New", slug="new", live=False)
    )
    page.closes_at += timedelta(days=3)
    page.save()
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.schedule_revision == 0


@pytest.mark.long
def test_a_copy_counts_anew(page_at: PageFinder) -> None:
    extend(page_at(MAINSTREAMING), 20)
    copy = page_at(MAINSTREAMING).copy(update_attrs={"slug": "copy"})
    assert copy.schedule_revision == 0
    assert copy.translation_key != page_at(MAINSTREAMING).translation_key


# --- Sessions ---------------------------------------------------------------------------------


def date_session(page: SessionPage, day: int) -> None:
    page.opens_at = datetime(2009, 1, day, tzinfo=UTC)
    page.closes_at = datetime(2009, 1, day + 4, 23, 59, tzinfo=UTC)
    page.save_revision().publish()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sessions_with_dates_of_their_own_are_in_the_calendar(
    client: Client, page_at: PageFinder, language: str
) -> None:
    date_session(page_at(f"{MAINSTREAMING}/session-2"), 19)
    session = page_at(f"{MAINSTREAMING}/session-2", language)
    found = events(client, MAINSTREAMING, language)
    assert len(found) == 3
    event = found[str(session.translation_key)]
    assert (event.start, event.end) == (session.opens_at, session.closes_at)
    assert session.theme in event["SUMMARY"]
    assert session.dates in event["DESCRIPTION"]
    assert event["RELATED-TO"] == str(session.conference.translation_key)
    assert event["URL"] == session.full_url


def test_a_session_counts_its_own_changes(client: Client, page_at: PageFinder) -> None:
    def sequence(event: Event) -> int:
        return int(event["SEQUENCE"])

    path = f"{MAINSTREAMING}/session-2"
    date_session(page_at(path), 19)
    first = sequence(event_of(client, page_at(path), MAINSTREAMING))
    date_session(page_at(path), 20)
    assert sequence(event_of(client, page_at(path), MAINSTREAMING)) == first + 1
    assert sequence(event_of(client, page_at(path), MAINSTREAMING, "fr")) == first + 1
    assert sequence(event_of(client, page_at(MAINSTREAMING), MAINSTREAMING)) == 0


@pytest.mark.long
def test_a_calendar_costs_the_same_however_many_sessions_it_has(
    client: Client, page_at: PageFinder, django_assert_max_num_queries: Any
) -> None:
    date_session(page_at(f"{MAINSTREAMING}/session-1"), 19)
    client.get("/en/")
    with django_assert_max_num_queries(12) as one:
        calendar(client, MAINSTREAMING)
    for number in range(2, 5):
        date_session(page_at(f"{MAINSTREAMING}/session-{number}"), 19)
    with django_assert_max_num_queries(12) as many:
        calendar(client, MAINSTREAMING)
    assert len(many) == len(one)
    statements = [query["sql"] for query in many.captured_queries]
    assert len(set(statements)) == len(statements)
    assert all(sql.startswith("SELECT") for sql in statements)


def test_a_running_conference_has_a_calendar_too(client: Client, page_at: PageFinder) -> None:
    page = add_conference(page_at(PORTAL))
    assert "open until" in event_of(client, page, f"{PORTAL}/new")["DESCRIPTION"]
