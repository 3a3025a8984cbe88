"""The portal's calendar and feed."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from wagtail.models import Page

import pytest
from lxml import etree

from conference.feeds.conference_description import lines_of
from conference.models import ConferencePage
from tests.conference.feeds.readers import (
    ATOM,
    LANGUAGES,
    PORTAL,
    XML_LANG,
    add_conference,
    calendar,
    entries,
    events,
    feed,
    moment,
    text,
)
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# Days from now to opening, first closing and extension.
DATES: dict[str, tuple[float, float, float | None]] = {
    "upcoming": (1, 9, None),
    "open": (-1, 9, None),
    "extended": (-9, -1, 9),
    "closing-soon": (-9, 1, None),
    "closed": (-9, -1, None),
}
TITLES = {
    "en": ["Announced", "Open", "Extended", "Closing soon", "Closed"],
    "es": ["Anunciada", "Abierta", "Prorrogada", "Cierre próximo", "Cerrada"],
    "fr": [
        "Annoncée\u00a0",
        "Ouverte\u00a0",
        "Prolongée\u00a0",
        "Clôture proche\u00a0",
        "Close\u00a0",
    ],
}


def dates(name: str) -> dict[str, datetime | None]:
    now = timezone.now().replace(microsecond=0)
    opens, closes, extended = DATES[name]
    return {
        "opens_at": now + opens * DAY,
        "closes_at": now + closes * DAY,
        "extended_to": None if extended is None else now + extended * DAY,
    }


def add_each(portal: Page) -> dict[str, ConferencePage]:
    return {
        name: add_conference(portal, name, title=name, full_title=f"About {name}", **dates(name))
        for name in DATES
    }


def conference_entries(root: etree._Element) -> dict[str, etree._Element]:
    """By the title of the conference, without the pages that changed."""
    found = [
        entry for entry in entries(root).values() if entry.find("a:category", ATOM) is not None
    ]
    return {text(entry, "title").rpartition("About ")[2]: entry for entry in found}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_has_what_is_announced_open_or_closed_but_not_archived(
    client: Client, page_at: PageFinder, language: str
) -> None:
    conferences = add_each(page_at(PORTAL, language))
    found = events(client, PORTAL, language)
    assert len(found) == 2 * len(conferences)
    for page in conferences.values():
        event = found[str(page.translation_key)]
        assert (event.start, event.end) == (page.opens_at, page.schedule.ends_at)
        assert event["URL"] == page.full_url
        assert event["SUMMARY"] == page.full_title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_without_conferences_is_valid_too(
    client: Client, home: Page, language: str
) -> None:
    found = calendar(client, PORTAL, language)
    assert not found.walk("VEVENT")
    assert [part.name for part in found.subcomponents] == ["VTIMEZONE"]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_tells_what_each_conference_has_come_to(
    client: Client, page_at: PageFinder, language: str
) -> None:
    add_each(page_at(PORTAL, language))
    root = feed(client, PORTAL, language)
    assert root.get(XML_LANG) == language
    titles = {text(entry, "title") for entry in conference_entries(root).values()}
    assert titles == {
        f"{title}: About {name}" for title, name in zip(TITLES[language], DATES, strict=True)
    }


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_says_the_dates_and_states_that_the_portal_says(
    client: Client, page_at: PageFinder, language: str
) -> None:
    conferences = add_each(page_at(PORTAL, language))
    html = client.get(f"/{language}/{PORTAL}/").content.decode()
    found = conference_entries(feed(client, PORTAL, language))
    for name, page in conferences.items():
        lines = [line.text for line in etree.HTML(text(found[name], "summary")).iter("p")]
        category = found[name].find("a:category", ATOM)
        assert f'<span class="dates__range">{lines[0]}</span>' in html
        assert category.get("term") == page.state.value
        assert f'{category.get("term")}">{category.get("label")}</span>' in html
        with override(language):
            assert lines == lines_of(page)


@pytest.mark.parametrize(
    ("name", "field", "before"),
    [
        ("open", "opens_at", timedelta()),
        ("closing-soon", "closes_at", 3 * DAY),
        ("closed", "closes_at", timedelta()),
    ],
)
def test_an_entry_is_dated_by_the_moment_at_which_the_state_began(
    client: Client, page_at: PageFinder, name: str, field: str, before: timedelta
) -> None:
    page = add_conference(page_at(PORTAL), title=name, full_title=f"About {name}", **dates(name))
    long_ago = timezone.now() - 99 * DAY
    ConferencePage.objects.filter(pk=page.pk).update(
        last_published_at=long_ago, first_published_at=long_ago
    )
    page.published_text.changed_at = long_ago
    page.published_text.save()
    entry = conference_entries(feed(client, PORTAL))[name]
    assert moment(text(entry, "updated")) == getattr(page, field) - before


def ids(client: Client) -> set[str]:
    return {text(entry, "id") for entry in conference_entries(feed(client, PORTAL)).values()}


@pytest.mark.long
def test_each_milestone_is_an_entry_of_its_own(client: Client, page_at: PageFinder) -> None:
    page = add_conference(page_at(PORTAL), full_title="About it", **dates("open"))
    seen = ids(client)
    page.summary = "Only a change of text"
    page.save_revision().publish()
    assert ids(client) == seen
    for days in (12, 15):
        page.extended_to = page.opens_at + days * DAY
        page.save_revision().publish()
        (new,) = ids(client)
        assert new not in seen
        seen.add(new)
    assert len(seen) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_names_changed_pages_with_what_they_are_part_of(
    client: Client, page_at: PageFinder, language: str
) -> None:
    root = feed(client, PORTAL, language)
    found = {text(entry, "title"): entry for entry in entries(root).values()}
    archived = page_at(f"{PORTAL}/archive/mainstreaming", language)
    objectives = page_at(f"{PORTAL}/archive/mainstreaming/objectives", language)
    assert f"{objectives.title} ({archived.title})" in found
    archive = page_at(f"{PORTAL}/archive", language)
    entry = found[f"{archived.title} ({archive.title})"]
    assert archived.schedule.opens_at == datetime(2009, 1, 19, tzinfo=UTC)
    assert "2009" in text(entry, "summary")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["calendar.ics", "feed.xml"])
def test_an_outlet_of_the_portal_costs_the_same_however_many_conferences_there_are(
    client: Client, page_at: PageFinder, django_assert_max_num_queries: Any, name: str
) -> None:
    address = f"/en/{PORTAL}/{name}"
    add_conference(page_at(PORTAL), full_title="About 0")
    client.get(address)
    # One for each type of page that there is news of.
    with django_assert_max_num_queries(20) as before:
        client.get(address)
    for number in range(1, 40):
        add_conference(page_at(PORTAL), f"c-{number}", full_title=f"About {number}")
    with django_assert_max_num_queries(20) as after:
        assert client.get(address).status_code == 200
    assert len(after) == len(before)
    statements = [query["sql"] for query in after.captured_queries]
    assert len(set(statements)) == len(statements)
    assert all(sql.startswith("SELECT") for sql in statements)
