"""Every place that says when a conference takes place and in which state it is.

A new outlet is a function in `OUTLETS`: it asks the site as a reader does and gives what it was
told. `test_dates_agree.py` then holds it to what all the others say.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.test import Client
from django.utils.translation import override

from icalendar import Calendar
from lxml import etree, html
from lxml.html import HtmlElement

from capacity.models import ArchivePage
from conference.models import ConferencePage
from conference.schedule import State


@dataclass(frozen=True)
class Said:
    """What an outlet says; None where it says nothing of it. Instants are in UTC."""

    opens_at: datetime | None = None
    ends_at: datetime | None = None
    dates: str | None = None
    """The range as text, in the language of the page."""
    state: State | None = None
    is_extended: bool | None = None


Outlet = Callable[[Client, ConferencePage], list[Said]]


def page_heads(client: Client, page: ConferencePage) -> list[Said]:
    """Of the conference's own page and of every page below it."""
    addresses = [page.url, *(child.url for child in page.get_children().live())]
    return [_in_head(_ask(client, address), page) for address in addresses]


def print_views(client: Client, page: ConferencePage) -> list[Said]:
    addresses = [page.url, *(child.url for child in page.get_children().live())]
    return [_in_head(_ask(client, f"{address}print/"), page) for address in addresses]


def cover(client: Client, page: ConferencePage) -> list[Said]:
    """Of the whole conference in print; its lines are text with `<time>` elements."""
    (found,) = _ask(client, f"{page.url}print/all/").find_class("cover")
    opens_at, ends_at, *_of_extensions = _instants(found)
    state = _state_in(_text(found), page)
    return [Said(opens_at, ends_at, _dates_in(_text(found), page), state)]


def listing(client: Client, page: ConferencePage) -> list[Said]:
    """The portal, and the archive: one of them lists the conference, wherever it stands."""
    parent = page.get_parent()
    places = [parent.url, parent.get_parent().url]
    items = [item for place in places for item in _ask(client, place).find_class("listing__item")]
    found = [item for item in items if item.find(".//h3/a").get("href") == page.url]
    return [_in_dates(item, page) for item in found]


def linked_data(client: Client, page: ConferencePage) -> list[Said]:
    (script,) = _ask(client, page.url).xpath("//script[@type='application/ld+json']")
    graph = json.loads(script.text)["@graph"]
    (event,) = [node for node in graph if node["@type"] == "Event"]
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    return [
        Said(
            datetime.fromisoformat(event["startDate"]),
            datetime.fromisoformat(event["endDate"]),
            state=_state_in(event["disambiguatingDescription"], page),
        )
    ]


def search_lines(client: Client, page: ConferencePage) -> list[Said]:
    """What a search shows below a conference that it has found."""
    with override(page.locale.language_code):
        lines = html.fragment_fromstring(" ".join(page.search_lines), create_parent="div")
    opens_at, ends_at = _instants(lines)
    return [Said(opens_at, ends_at, _dates_in(_text(lines), page), _state_in(_text(lines), page))]


def calendar(client: Client, page: ConferencePage) -> list[Said]:
    """The conference's event; the event of its closing ends with it."""
    response = client.get(urlsplit(f"{page.url}calendar.ics").path)
    events = Calendar.from_ical(response.content).walk("VEVENT")
    by_uid = {str(event["UID"]): event for event in events}
    event = by_uid[str(page.translation_key)]
    text = str(event["DESCRIPTION"])
    state = _state_in(text, page)
    return [Said(event.start, event.end, _dates_in(text, page), state)]


def feed(client: Client, page: ConferencePage) -> list[Said]:
    """What the feed of the conference says of the conference itself."""
    response = client.get(urlsplit(f"{page.url}feed.xml").path)
    atom = {"a": "http://www.w3.org/2005/Atom"}
    (summary,) = [
        entry.findtext("a:summary", "", atom)
        for entry in etree.fromstring(response.content).iterfind("a:entry", atom)
        if entry.findtext("a:title", "", atom) == page.full_title
    ]
    text = _text(html.fragment_fromstring(summary, create_parent="div"))
    return [Said(dates=_dates_in(text, page), state=_state_in(text, page))]


OUTLETS: dict[str, Outlet] = {
    "page heads": page_heads,
    "print views": print_views,
    "cover": cover,
    "listing": listing,
    "linked data": linked_data,
    "search": search_lines,
    "calendar": calendar,
    "feed": feed,
}


def is_archived(page: ConferencePage) -> bool:
    return isinstance(page.get_parent().specific, ArchivePage)


def _ask(client: Client, address: str) -> HtmlElement:
    response = client.get(urlsplit(address).path)
    assert response.status_code == 200, address
    return html.document_fromstring(response.content.decode())


def _in_head(document: HtmlElement, page: ConferencePage) -> Said:
    (head,) = document.find_class("conference-head")
    said = _in_dates(head, page)
    assert said.state is _state_in(_text(head), page)
    return said


def _in_dates(element: HtmlElement, page: ConferencePage) -> Said:
    (instants,) = element.find_class("instants")
    opens_at, ends_at = _instants(instants)
    (span,) = element.find_class("dates__range")
    classes = " ".join(mark.get("class") for mark in element.find_class("state")).split()
    values = {name.removeprefix("state--") for name in classes if name.startswith("state--")}
    is_extended = "extended" in values
    (value,) = values - {"extended"}
    return Said(opens_at, ends_at, _dates_in(_text(span), page), State(value), is_extended)


def _instants(element: HtmlElement) -> list[datetime]:
    """In the order of the text, as the elements say them to machines."""
    found = [datetime.fromisoformat(time.get("datetime")) for time in element.iter("time")]
    assert all(instant.tzinfo == UTC for instant in found)
    return found


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split(" "))


def _dates_in(text: str, page: ConferencePage) -> str:
    """The range within `text`, if the conference's own range stands in it; else all of it."""
    with override(page.locale.language_code):
        expected = page.schedule.dates
    return expected if expected in text else text


def _state_in(text: str, page: ConferencePage) -> State | None:
    """The state whose sentence stands in `text`."""
    with override(page.locale.language_code):
        found = [state for state in State if page.schedule.sentence(state) in text]
    assert len(found) <= 1
    return found[0] if found else None
