"""The portal: conferences by their state at the moment of reading."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.models import Page

import pytest
from lxml.html import document_fromstring

from conference.models import ConferencePage
from conference.schedule import next_midnight
from tests.bench.many import make_conferences
from tests.capacity.conftest import ARCHIVE, PORTAL, Adder
from tests.capacity.portal_helpers import DAY, context, dates, slugs
from tests.conftest import PageFinder
from tests.hidden_pages import HIDINGS
from tests.whole_site_urls import LANGUAGES


@pytest.mark.long
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
        is_closed = page.schedule.state(in_archive=False, at=moment).is_closed
        conferences = ConferencePage.objects.filter(pk=page.pk)
        assert conferences.closed_at(moment).exists() == is_closed
        assert conferences.not_over_at(moment).exists() == (not is_closed)


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


@pytest.mark.long
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
    assert cost() == with_ten <= 16


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_portal_is_printed_with_its_lists_and_news(
    client: Client, add: Adder, page_at: PageFinder, language: str
) -> None:
    add("open", page_at(PORTAL, language), full_title="Open now", **dates(-5, 5))
    text = client.get(f"/{language}/{PORTAL}/print/").content.decode()
    assert "Open now" in text
    assert 'class="news"' in text
    assert "<form" not in text[text.index("<main") :]


# --- A conference that is not translated yet ----------------------------------------------------


@pytest.mark.parametrize("language", ["es", "fr"])
@pytest.mark.parametrize(("opens_in", "state"), [(-2, "open"), (3, "upcoming")])
def test_a_conference_that_is_not_translated_is_listed_by_its_original_title(
    client: Client, add: Adder, portal: Page, language: str, opens_in: int, state: str
) -> None:
    add("english", portal, summary="In English.", **dates(opens_in, 9))
    assert slugs(client, state, language) == ["english"]
    for address in (f"/{language}/", f"/{language}/{PORTAL}/"):
        text = client.get(address).content.decode()
        (item,) = document_fromstring(text).xpath("//li[h3/a[text()='Conference english']]")
        (link,) = item.iter("a")
        assert link.get("href") == f"/en/{PORTAL}/english/"
        assert (link.get("lang"), link.get("hreflang"), link.get("dir")) == ("en", "en", "ltr")
        assert {"es": "en inglés", "fr": "en anglais"}[language] in item.text_content()
        assert item.xpath(".//p[@lang='en']/text()") == ["In English."]


@pytest.mark.long
def test_a_conference_is_listed_once_in_the_readers_language_where_it_has_that(
    client: Client,
    add: Adder,
    translated: Callable[[ConferencePage, str], ConferencePage],
    portal: Page,
) -> None:
    page = add("both", portal, **dates(-2, 9))
    spanish = translated(page, "es")
    assert [found.pk for found in context(client, "es")["open_conferences"]] == [spanish.pk]
    assert [found.pk for found in context(client, "fr")["open_conferences"]] == [page.pk]
    spanish.refresh_from_db()
    spanish.unpublish()
    assert [found.pk for found in context(client, "es")["open_conferences"]] == [page.pk]


@pytest.mark.parametrize("hide", HIDINGS)
def test_what_is_hidden_in_its_original_language_is_hidden_in_all(
    client: Client, add: Adder, portal: Page, hide: Callable[[Page], None]
) -> None:
    page = add("secret", portal, full_title="Hush", **dates(-5, 5))
    hide(page)
    for address in ("/fr/", f"/fr/{PORTAL}/", f"/fr/{PORTAL}/calendar.ics"):
        assert "Hush" not in client.get(address).content.decode()


def test_calendar_and_feed_know_a_conference_that_is_not_translated(
    client: Client, add: Adder, portal: Page
) -> None:
    page = add("english", portal, **dates(-2, 9))
    calendar = client.get(f"/es/{PORTAL}/calendar.ics").content.decode()
    assert f"UID:{page.translation_key}" in calendar
    assert "SUMMARY;LANGUAGE=en:Conference english" in calendar
    assert "En inglés" in calendar
    feed = client.get(f"/es/{PORTAL}/feed.xml").content.decode()
    assert f'hreflang="en" href="{page.full_url}"' in feed


def test_the_portal_is_fresh_until_an_untranslated_conference_changes(
    add: Adder, portal: Page, page_at: PageFinder
) -> None:
    closing = timezone.now().replace(microsecond=0) + timedelta(minutes=5)
    add("english", portal, opens_at=timezone.now() - DAY, closes_at=closing)
    for page in (page_at(PORTAL, "es"), page_at("", "es")):
        assert page.fresh_until() in {closing, next_midnight(timezone.now())}


# --- The home page ------------------------------------------------------------------------------


def test_the_home_page_shows_what_is_open_then_announced_then_what_came_of_others(
    client: Client, add: Adder, portal: Page
) -> None:
    add("later", portal, **dates(3, 9))
    add("now", portal, **dates(-2, 9))
    text = client.get("/en/").content.decode()
    order = ["Conference now", "9 days left", "Conference later", "Report of the online conference"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_the_home_page_says_so_where_nothing_is_open_or_announced(
    client: Client, home: Page
) -> None:
    assert "No conference is open or announced at present." in client.get("/en/").content.decode()
