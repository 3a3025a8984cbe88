"""Whatever an editor types arrives whole in a calendar and in a feed."""

import re
import unicodedata
from datetime import UTC, datetime
from uuid import uuid4

from django.test import RequestFactory

from wagtail.models import Locale

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from conference.feeds.atom import Entry, feed_file
from conference.feeds.ical import calendar_file, conference_events
from conference.models import ConferencePage
from core.text.control_character_removal import one_line, printable
from tests.conference.feeds.readers import ATOM, assert_is_atom, read_calendar, text

MOMENT = datetime(2009, 1, 19, tzinfo=UTC)
AWKWARD = [
    "a, b; c: d",
    'He said "no"; \\n is not a line end \\',
    "line\nline\r\nline\rline\u2028line\x85line",
    "🌱" * 60,
    "é" * 200,
    "مؤتمر عبر الإنترنت \u200fحول السلامة",
    "BEGIN:VEVENT\nSUMMARY:no\nEND:VEVENT",
    "</title><script>alert(1)</script>&amp; <![CDATA[ ]]>",
    "\x00\x01\x08\x0b\x1f\x7f\ufffe\uffffend",
    "^n ^' ^^",
    " leading and trailing ",
]
# Whom to write to is a setting of the site.
pytestmark = pytest.mark.django_db
titles = st.one_of(st.sampled_from(AWKWARD), st.text(min_size=1, max_size=300))


def conference(title: str, summary: str) -> ConferencePage:
    """Never saved: the texts are all that matters."""
    page = ConferencePage(
        title="T",
        full_title=title,
        summary=summary,
        slug="t",
        opens_at=MOMENT,
        closes_at=datetime(2009, 2, 6, tzinfo=UTC),
        translation_key=uuid4(),
    )
    page.locale = Locale(language_code="ar")
    page.in_archive = False
    page.get_full_url = lambda request=None: "https://example.org/ar/t/"
    return page


def plain(value: object) -> str:
    """The text without the characters that isolate runs of another direction."""
    return re.sub("[\u2066-\u2069]", "", str(value))


@pytest.mark.long
@given(title=titles, summary=titles)
@settings(max_examples=150, deadline=None)
def test_a_calendar_keeps_every_text(title: str, summary: str) -> None:
    request = RequestFactory().get("/")
    page = conference(title, summary)
    file = calendar_file(request, page, title, conference_events(page, request, [MOMENT]))
    found = read_calendar(file.content)
    whole, closing = found.walk("VEVENT")
    assert plain(whole["SUMMARY"]) == plain(one_line(title))
    assert plain(one_line(title)) in plain(closing["SUMMARY"])
    assert plain(printable(summary)) in plain(whole["DESCRIPTION"])
    assert plain(found["X-WR-CALNAME"]) == plain(one_line(title))


@pytest.mark.long
@given(title=titles, summary=titles)
@settings(max_examples=150, deadline=None)
def test_a_feed_keeps_every_text(title: str, summary: str) -> None:
    page = conference("T", "")
    entry = Entry(uuid4().urn, title or "-", "https://example.org/", MOMENT, None, [summary])
    file = feed_file(RequestFactory().get("/"), page, "T", [entry], MOMENT)
    root = etree.fromstring(file.content)
    (found,) = root.findall("a:entry", ATOM)
    assert plain(text(found, "title")) == plain(one_line(title))
    paragraph = etree.HTML(text(found, "summary"))
    if printable(summary).strip():
        assert "script" not in {element.tag for element in paragraph.iter()}
        shown = plain("".join(paragraph.itertext()))
        assert "".join(shown.split()) == "".join(plain(printable(summary)).split())
    if one_line(title).strip():
        assert_is_atom(root)


@pytest.mark.parametrize("given_text", AWKWARD)
def test_text_loses_its_controls_only(given_text: str) -> None:
    kept = printable(given_text)
    assert not [mark for mark in kept if unicodedata.category(mark) == "Cc" and mark != "\n"]
    letters = [mark for mark in given_text if mark.isprintable() and mark not in "\ufffe\uffff"]
    assert [mark for mark in kept if mark.isprintable()] == letters


def test_a_title_fits_one_line_and_keeps_its_typography() -> None:
    assert one_line("  Clôture\u202f:\r\n\t la\u00a0fin ") == "Clôture\u202f: la\u00a0fin"
