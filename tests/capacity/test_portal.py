"""The portal: conferences by their state at the moment of reading, and what is new."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page, PageLogEntry

import pytest

from conference.models import ConferencePage, SessionPage
from tests.addresses import LANGUAGES
from tests.bench.many import make_conferences, make_pages
from tests.capacity.conftest import ARCHIVE, PORTAL, Adder
from tests.capacity.test_archive import HIDINGS
from tests.conftest import PageFinder

DAY = timedelta(days=1)
LISTS = ("open", "upcoming", "closed")


def context(client: Client, language: str = "en") -> Any:
    response = client.get(f"/{language}/{PORTAL}/")
    assert response.status_code == 200
    return response.context


def slugs(client: Client, state: str, language: str = "en") -> list[str]:
    return [page.slug for page in context(client, language)[f"{state}_conferences"]]


def news(client: Client, language: str = "en") -> list[tuple[str, str]]:
    return [(line.label, line.title) for line in context(client, language)["news"]]


def dates(opens_in: int, closes_in: int) -> dict[str, datetime]:
    now = timezone.now()
    return {"opens_at": now + opens_in * DAY, "closes_at": now + closes_in * DAY}


def set_dates(page: Page, **dates: datetime) -> None:
    """As if it had been published then: later events do not move these dates."""
    Page.objects.filter(pk=page.pk).update(**dates)


def published(page: Page, *, days_ago: int, changed: int | None = None) -> None:
    first = timezone.now() - days_ago * DAY
    last = first if changed is None else timezone.now() - changed * DAY
    set_dates(page, first_published_at=first, last_published_at=last)


@pytest.fixture
def portal(page_at: PageFinder) -> Page:
    """With the seeded pages published long ago, so that they are no news beside others."""
    long_ago = datetime(2010, 1, 1, tzinfo=UTC)
    Page.objects.update(first_published_at=long_ago, last_published_at=long_ago)
    page: Page = page_at(PORTAL)
    return page


# --- By state ---------------------------------------------------------------------------------


def test_the_next_to_close_and_the_next_to_open_come_first(
    client: Client, add: Adder, portal: Page
) -> None:
    add("closes-later", portal, **dates(-5, 9))
    add("closes-soon", portal, **dates(-1, 2))
    add("opens-later", portal, **dates(20, 30))
    add("opens-soon", portal, **dates(3, 40))
    add("over", portal, **dates(-9, -1))
    add("over-before", portal, **dates(-19, -8))
    assert slugs(client, "open") == ["closes-soon", "closes-later"]
    assert slugs(client, "upcoming") == ["opens-soon", "opens-later"]
    assert slugs(client, "closed") == ["over", "over-before"]


def test_an_extended_conference_is_open_until_its_extension_ends(
    client: Client, add: Adder, portal: Page
) -> None:
    add("longer", portal, **dates(-9, -1), extended_to=timezone.now() + 3 * DAY)
    add("long-over", portal, **dates(-9, -5), extended_to=timezone.now() - DAY)
    assert slugs(client, "open") == ["longer"]
    assert slugs(client, "closed") == ["long-over"]


def test_a_conference_that_was_extended_in_the_archive_is_open_again(
    client: Client, add: Adder, portal: Page, soon: datetime
) -> None:
    add("reopened", extended_to=soon)
    assert slugs(client, "open") == ["reopened"]


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_the_lists_agree_with_the_schedule_to_the_second(
    db: None, add: Adder, portal: Page, seconds: int
) -> None:
    page = add("exact", portal, **dates(-2, 2))
    for instant in (page.opens_at, page.closes_at):
        moment = instant + timedelta(seconds=seconds)
        state = page.schedule.state(in_archive=False, at=moment)
        found = {
            "open": ConferencePage.objects.open_at(moment),
            "upcoming": ConferencePage.objects.upcoming_at(moment),
            "closed": ConferencePage.objects.closed_at(moment),
        }
        lists = [name for name, pages in found.items() if pages.filter(pk=page.pk).exists()]
        assert lists == [name for name in found if getattr(state, f"is_{name}")]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "5 days left"), ("es", "Quedan 5 días"), ("fr", "Il reste 5 jours")],
)
def test_the_days_left_are_said_in_the_readers_language(
    client: Client, add: Adder, page_at: PageFinder, language: str, words: str
) -> None:
    add("open", page_at(PORTAL, language), **dates(-2, 5))
    assert words in client.get(f"/{language}/{PORTAL}/").content.decode()


def test_days_left_are_counted_by_midnights_in_utc(db: None, add: Adder, portal: Page) -> None:
    closing = datetime(2030, 5, 10, 23, 59, tzinfo=UTC)
    page = add("open", portal, opens_at=datetime(2030, 5, 1, tzinfo=UTC), closes_at=closing)
    left = page.schedule.days_left
    assert left(at=datetime(2030, 5, 8, 23, 59, tzinfo=UTC)) == 2
    assert left(at=datetime(2030, 5, 10, 0, 0, tzinfo=UTC)) == 0
    assert left(at=closing) is None
    assert left(at=datetime(2030, 4, 30, tzinfo=UTC)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_portal_leads_to_the_archive(client: Client, home: Page, language: str) -> None:
    text = client.get(f"/{language}/{PORTAL}/").content.decode()
    assert f'<p class="way-on"><a href="/{language}/{ARCHIVE}/">' in text


# --- What is new ------------------------------------------------------------------------------


def test_news_are_what_happened_last_each_page_once_and_dated(
    client: Client, add: Adder, portal: Page
) -> None:
    new = add("new", portal, **dates(5, 9))
    published(new, days_ago=1)
    changed = add("changed", portal, **dates(5, 9))
    published(changed, days_ago=40, changed=2)
    over = add("over", portal, **dates(-20, -3))
    published(over, days_ago=50)
    lines = context(client)["news"]
    assert [(line.label, line.title) for line in lines[:3]] == [
        ("New conference", "Conference new"),
        ("Conference changed", "Conference changed"),
        ("Conference closed", "Conference over"),
    ]
    days = [(timezone.now() - line.moment).days for line in lines[:3]]
    assert days == [1, 2, 3]
    assert len({line.page.pk for line in lines}) == len(lines)


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Conference extended to 1 March 2030"),
        ("es", "Conferencia prorrogada hasta el 1 de marzo de 2030"),
        ("fr", "Conférence prolongée jusqu’au 1er mars 2030"),
    ],
)
def test_an_extension_is_news_in_every_language_from_the_time_it_was_published(
    client: Client,
    add: Adder,
    translated: Callable[[ConferencePage, str], ConferencePage],
    portal: Page,
    language: str,
    label: str,
) -> None:
    page = add("longer", portal, **dates(-5, 5))
    reader = page if language == "en" else translated(page, language)
    page.extended_to = datetime(2030, 3, 1, 12, tzinfo=UTC)
    page.save_revision().publish()
    PageLogEntry.objects.filter(page=page.pk).update(timestamp=timezone.now() - 30 * DAY)
    last = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").latest("pk")
    PageLogEntry.objects.filter(pk=last.pk).update(timestamp=timezone.now() - 3 * DAY)
    for version in (page, reader):
        published(version, days_ago=30, changed=3)
    line = context(client, language)["news"][0]
    assert (line.label, line.page.pk) == (label, reader.pk)
    assert (timezone.now() - line.moment).days == 3


def test_an_extension_that_editors_declared_is_news_from_then(
    client: Client, add: Adder, portal: Page
) -> None:
    page = add("longer", portal, **dates(-5, 5))
    extended_to = datetime(2030, 3, 1, 12, tzinfo=UTC)
    ConferencePage.objects.filter(pk=page.pk).update(extended_to=extended_to)
    published(page, days_ago=30)
    PageLogEntry.objects.filter(page=page.pk).update(timestamp=timezone.now() - 30 * DAY)
    entry = PageLogEntry(
        page=page,
        content_type=page.content_type,
        label=page.title,
        action="conference.extend",
        data={"closing": "2030-03-01T12:00:00Z"},
        timestamp=timezone.now() - DAY,
    )
    PageLogEntry.objects.bulk_create([entry])
    assert news(client)[0] == ("Conference extended to 1 March 2030", "Conference longer")
    assert context(client)["news"][0].moment == entry.timestamp


def test_archiving_is_news_and_leaving_the_archive_is_not(
    client: Client, add: Adder, portal: Page, page_at: PageFinder
) -> None:
    page = add("done", portal, **dates(-40, -20))
    published(page, days_ago=60)
    MovePageAction(page, page_at(ARCHIVE), pos="last-child").execute(skip_permission_checks=True)
    assert news(client)[0] == ("Conference archived", "Conference done")
    page.refresh_from_db()
    MovePageAction(page, portal, pos="last-child").execute(skip_permission_checks=True)
    assert news(client)[0] == ("Conference closed", "Conference done")


def session(conference: Page, title: str = "Session 1") -> SessionPage:
    page = SessionPage(
        title=title, slug="session-1", theme="Theme", number=1, locale=conference.locale
    )
    conference.add_child(instance=page).save_revision().publish()
    return page


def test_a_page_that_came_later_is_news_with_its_conference(
    client: Client, add: Adder, portal: Page
) -> None:
    conference = add("host", portal, **dates(-2, 9))
    published(conference, days_ago=20)
    page = session(conference)
    line = context(client)["news"][0]
    assert (line.label, line.title, line.part_of) == ("New page", "Session 1", "Conference host")
    published(page, days_ago=15, changed=1)
    assert news(client)[0] == ("Page changed", "Session 1")


def test_pages_that_came_with_their_conference_are_part_of_its_news(
    client: Client, add: Adder, portal: Page
) -> None:
    conference = add("host", portal, **dates(-2, 9))
    make_pages(SessionPage, conference, 30, theme="T", number=1)
    Page.objects.child_of(conference).update(
        first_published_at=timezone.now(), last_published_at=timezone.now()
    )
    titles = [title for _label, title in news(client)]
    assert titles[0] == "Conference host"
    assert not any(title.startswith("Sessionpage") for title in titles)


# --- What nobody may see ----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hide", HIDINGS)
@pytest.mark.parametrize("closes_in", [9, -1])
def test_a_hidden_conference_is_neither_listed_nor_news(
    client: Client,
    add: Adder,
    page_at: PageFinder,
    hide: Callable[[Any], None],
    language: str,
    closes_in: int,
) -> None:
    page = add("secret", page_at(PORTAL, language), full_title="Hush", **dates(-5, closes_in))
    session(page, "Whisper")
    Page.objects.filter(pk=page.pk).update(first_published_at=timezone.now() - 20 * DAY)
    hide(page)
    text = client.get(f"/{language}/{PORTAL}/").content.decode()
    assert "Hush" not in text
    assert "Whisper" not in text


def test_news_are_of_the_readers_language_only(
    client: Client, add: Adder, page_at: PageFinder
) -> None:
    add("fresh", page_at(PORTAL), **dates(-5, 5))
    assert "Conference fresh" not in client.get(f"/fr/{PORTAL}/").content.decode()


# --- Cost and paper ---------------------------------------------------------------------------


def test_the_portal_costs_the_same_with_three_hundred_conferences_as_with_ten(
    client: Client, page_at: PageFinder
) -> None:
    def cost() -> int:
        client.get(f"/en/{PORTAL}/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/en/{PORTAL}/")
        return len(captured)

    portals = [page_at(PORTAL, code) for code in LANGUAGES]
    now = timezone.now()
    make_conferences(portals, 5, opens_at=now - DAY, closes_at=now + DAY)
    make_conferences(portals, 5, prefix="coming", opens_at=now + DAY, closes_at=now + 9 * DAY)
    with_ten = cost()
    make_conferences(portals, 90, prefix="more", opens_at=now - DAY, closes_at=now + DAY)
    make_conferences(portals, 100, prefix="later", opens_at=now + DAY, closes_at=now + 9 * DAY)
    make_conferences([page_at(ARCHIVE, code) for code in LANGUAGES], 100, prefix="old")
    assert cost() == with_ten <= 15


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_portal_is_printed_with_its_lists_and_news(
    client: Client, add: Adder, page_at: PageFinder, language: str
) -> None:
    add("open", page_at(PORTAL, language), full_title="Open now", **dates(-5, 5))
    text = client.get(f"/{language}/{PORTAL}/print/").content.decode()
    assert "Open now" in text
    assert 'class="news"' in text
    assert "<form" not in text
