"""Calendar and feed say the dates and the state that the page says, at any moment."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from django.test import Client
from django.utils.translation import override

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree

from conference.models import ConferencePage
from core.dates.formatting import format_instant
from tests.conference.feeds.readers import ATOM, LANGUAGES, PORTAL, add_conference
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
OPENS = datetime(2031, 2, 27, 9, tzinfo=UTC)
# Whole minutes, as editors give them.
MINUTES = st.integers(1, 60 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def in_calendar(
    client: Client, page: ConferencePage, place: str
) -> tuple[datetime, datetime, list[str]]:
    """Opening, closing and the lines of the conference's event, in the calendar of `place`."""
    found = Calendar.from_ical(client.get(f"{urlsplit(place).path}calendar.ics").content)
    (event,) = [
        event for event in found.walk("VEVENT") if event["UID"] == str(page.translation_key)
    ]
    return event.start, event.end, str(event["DESCRIPTION"]).split("\n")


def in_feed(client: Client, page: ConferencePage, place: str) -> tuple[str, list[str]]:
    """State and lines of the conference's entry, in the feed of `place`."""
    root = etree.fromstring(client.get(f"{urlsplit(place).path}feed.xml").content)
    link = f"a:entry[a:link[@href='{page.full_url}']]"
    (entry,) = root.xpath(link, namespaces=ATOM)
    lines = [line.text for line in etree.HTML(entry.findtext("a:summary", "", ATOM)).iter("p")]
    return entry.find("a:category", ATOM).get("term"), lines


@pytest.fixture
def conferences(page_at: PageFinder) -> dict[str, ConferencePage]:
    return {language: add_conference(page_at(PORTAL, language)) for language in LANGUAGES}


def before_and_after_an_extension(test: Any) -> Any:
    """Examples in every language: open, extended, past the first closing."""
    for language in LANGUAGES:
        for extension, day in ((None, 0), (7 * DAY, 13), (7 * DAY, 16)):
            given_too = example(
                language=language, length=9 * DAY, extension=extension, moment=day * DAY
            )
            test = given_too(test)
    return test


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@before_and_after_an_extension
@given(
    language=st.sampled_from(LANGUAGES),
    length=MINUTES,
    extension=st.one_of(st.none(), MINUTES),
    moment=st.timedeltas(-2 * DAY, 150 * DAY),
)
def test_every_outlet_says_the_same(
    client: Client,
    conferences: dict[str, ConferencePage],
    language: str,
    length: timedelta,
    extension: timedelta | None,
    moment: timedelta,
) -> None:
    conference = conferences[language]
    conference.opens_at, conference.closes_at = OPENS, OPENS + length
    conference.extended_to = None if extension is None else OPENS + length + extension
    conference.save()
    ends_at = conference.extended_to or conference.closes_at
    with patch("django.utils.timezone.now", return_value=OPENS + moment):
        html = client.get(conference.url).content.decode()
        for place in (conference.url, conference.get_parent().url):
            opens, closes, described = in_calendar(client, conference, place)
            state, entry = in_feed(client, conference, place)
            assert (opens, closes) == (OPENS, ends_at)
            assert f"state--{state}" in html
            assert described[:-1] == entry
            dates, instants, *_extension, sentence = entry
            assert dates in html
            assert sentence in html
            with override(conference.locale.language_code):
                assert format_instant(OPENS) in instants
                assert format_instant(ends_at) in instants
