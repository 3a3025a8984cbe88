"""The portal: conferences by their state at the moment of reading."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.models import Page

import pytest

from conference.models import ConferencePage
from tests.addresses import LANGUAGES
from tests.bench.many import make_conferences
from tests.capacity.conftest import ARCHIVE, PORTAL, Adder
from tests.capacity.portal import DAY, dates, slugs
from tests.conftest import PageFinder


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
