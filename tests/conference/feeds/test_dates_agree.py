"""Calendar and feed say the dates and the state that the page says, at any moment."""

from datetime import UTC, datetime, timedelta
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


@pytest.fixture(params=LANGUAGES)
def conference(request: pytest.FixtureRequest, page_at: PageFinder) -> ConferencePage:
    return add_conference(page_at(PORTAL, request.param))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(length=9 * DAY, extension=None, moment=timedelta(0))
@example(length=9 * DAY, extension=7 * DAY, moment=13 * DAY)
@example(length=9 * DAY, extension=7 * DAY, moment=16 * DAY)
@given(
    length=MINUTES,
    extension=st.one_of(st.none(), MINUTES),
    moment=st.timedeltas(-2 * DAY, 150 * DAY),
)
def test_every_outlet_says_the_same(
    client: Client,
    conference: ConferencePage,
    length: timedelta,
    extension: timedelta | None,
    moment: timedelta,
) -> None:
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
