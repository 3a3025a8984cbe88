"""Calendars and feeds as their readers take them, strict where the standards are."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from wagtail.models import Page

import vobject
from icalendar import Calendar, Event
from lxml import etree

from conference.models import ConferencePage

LANGUAGES = ["en", "es", "fr"]
PORTAL = "protocol/capacity-building/portal"
MAINSTREAMING = f"{PORTAL}/archive/mainstreaming"
RISK_ASSESSMENT = f"{PORTAL}/archive/risk-assessment"
OUTLETS = ["calendar.ics", "feed.xml"]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def get(client: Client, path: str, name: str, language: str = "en") -> bytes:
    response = client.get(f"/{language}/{path}/{name}")
    assert response.status_code == 200, path
    return response.content


def calendar(client: Client, path: str, language: str = "en") -> Calendar:
    return read_calendar(get(client, path, "calendar.ics", language))


def read_calendar(content: bytes) -> Calendar:
    """Parsed, after a check of what RFC 5545 asks of its lines."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", line)
    assert_is_read_alike(content)
    found = Calendar.from_ical(content)
    assert not found.errors
    for event in found.walk("VEVENT"):
        assert not event.errors
    assert (found["VERSION"], found["METHOD"]) == ("2.0", "PUBLISH")
    assert found["PRODID"].startswith("-//")
    assert found.subcomponents
    return found


def assert_is_read_alike(content: bytes) -> None:
    """vobject, which did not write it, takes the same texts and instants from it."""
    ours, theirs = Calendar.from_ical(content), vobject.readOne(content.decode())
    # icalendar does not know that these are texts, and would give back their escapes.
    assert theirs.contents["name"][0].value == theirs.contents["x-wr-calname"][0].value
    if "description" in ours:
        assert theirs.contents["x-wr-caldesc"][0].value == str(ours["description"])
    read = {event.uid.value: event for event in theirs.contents.get("vevent", [])}
    assert len(read) == len(ours.walk("VEVENT"))
    for event in ours.walk("VEVENT"):
        other = read[str(event["UID"])]
        assert (other.dtstart.value, other.dtend.value) == (event.start, event.end)
        for name in ("summary", "description", "status", "sequence", "url"):
            assert other.contents[name][0].value == str(event[name.upper()])


def events(client: Client, path: str, language: str = "en") -> dict[str, Event]:
    """By UID."""
    found = calendar(client, path, language).walk("VEVENT")
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def event_of(client: Client, page: Page, path: str, language: str = "en") -> Event:
    return events(client, path, language)[str(page.translation_key)]


def feed(client: Client, path: str, language: str = "en") -> etree._Element:
    root = etree.fromstring(get(client, path, "feed.xml", language))
    assert_is_atom(root)
    return root


def entries(root: etree._Element) -> dict[str, etree._Element]:
    """By id."""
    return {text(entry, "id"): entry for entry in root.findall("a:entry", ATOM)}


def text(element: etree._Element, tag: str) -> str:
    return element.findtext(f"a:{tag}", "", ATOM)


def assert_is_atom(root: etree._Element) -> None:
    """What RFC 4287 requires (sections 4.1.1, 4.1.2, 4.2) of a feed with one author."""
    assert root.tag == f"{{{ATOM['a']}}}feed"
    assert len(root.findall("a:author/a:name", ATOM)) == 1
    links = {link.get("rel"): link for link in root.findall("a:link", ATOM)}
    # Two common readers take the first link of a feed for that of its page.
    assert list(links) == ["alternate", "self"]
    found = root.findall("a:entry", ATOM)
    for element in (root, *found):
        for tag in ("id", "title", "updated"):
            assert len(element.findall(f"a:{tag}", ATOM)) == 1
            assert text(element, tag).strip()
        assert text(element, "id").startswith("urn:uuid:")
        assert moment(text(element, "updated")) <= timezone.now()
    for entry in found:
        (link,) = entry.findall("a:link", ATOM)
        assert link.get("rel") == "alternate"
        assert link.get("href", "").startswith("http")
        (summary,) = entry.findall("a:summary", ATOM)
        assert summary.get("type") == "html"
        assert not len(summary)
        published = text(entry, "published")
        assert not published or moment(published) <= moment(text(entry, "updated"))
    assert len({text(entry, "id") for entry in found}) == len(found)
    updated = [text(entry, "updated") for entry in found]
    assert updated == sorted(updated, reverse=True)
    assert not updated or text(root, "updated") == updated[0]


def moment(value: str) -> datetime:
    """An instant as RFC 3339 writes it."""
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value)
    return datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def add_conference(parent: Page, slug: str = "new", **fields: Any) -> ConferencePage:
    now = timezone.now().replace(microsecond=0)
    values = {
        "title": "New",
        "full_title": "A new conference",
        "slug": slug,
        "locale": parent.locale,
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=9),
    }
    page: ConferencePage = parent.add_child(instance=ConferencePage(**(values | fields)))
    page.save_revision().publish()
    return page
