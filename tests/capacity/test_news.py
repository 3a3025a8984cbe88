"""What is new in the portal, and that nothing hidden is."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page, PageLogEntry

import pytest

from conference.models import ConferencePage, OutcomePage, SessionPage
from conference.models.outcome import Outcome
from core.dates.formatting import utc_date
from tests.bench.many import make_pages
from tests.capacity.conftest import ARCHIVE, PORTAL, Adder
from tests.capacity.portal_helpers import DAY, context, dates, news, published
from tests.conftest import PageFinder
from tests.hidden_pages import HIDINGS, hide_draft
from tests.whole_site_urls import LANGUAGES


@pytest.mark.long
def test_news_are_what_happened_last_each_page_once_and_dated(
    client: Client, add: Adder, portal: Page
) -> None:
    new = add("new", portal, **dates(5, 9))
    published(new, days_ago=1)
    opened = add("opened", portal, **dates(-2, 9))
    published(opened, days_ago=40, changed=0)
    over = add("over", portal, **dates(-20, -3))
    published(over, days_ago=50)
    lines = context(client)["news"]
    assert [(line.label, line.title) for line in lines[:3]] == [
        ("Conference announced", "Conference new"),
        ("Conference opened", "Conference opened"),
        ("Conference closed", "Conference over"),
    ]
    days = [(timezone.now() - line.moment).days for line in lines[:3]]
    assert days == [1, 2, 3]
    assert len({line.page.pk for line in lines}) == len(lines)


def test_a_conference_of_2015_that_is_imported_today_is_news_of_2015(
    client: Client, add: Adder, portal: Page
) -> None:
    imported = add("imported")
    (line,) = [line for line in context(client)["news"] if line.page.pk == imported.pk]
    assert (line.label, utc_date(line.moment)) == ("Conference closed", date(2015, 3, 19))


@pytest.mark.parametrize(("language", "name"), [("es", "en inglés"), ("fr", "en anglais")])
def test_a_conference_that_is_not_translated_yet_is_news_under_its_original_title(
    client: Client, add: Adder, portal: Page, language: str, name: str
) -> None:
    page = add("untranslated", portal, **dates(-2, 9))
    published(page, days_ago=5)
    assert [title for _label, title in news(client, language)].count(page.full_title) == 1
    html = client.get(f"/{language}/{PORTAL}/").content.decode()
    [line] = re.findall(
        r"<li>\s*<time[^>]*>[^<]*</time>.*?</li>", html.partition('class="news"')[2], re.S
    )[:1]
    assert 'lang="en" hreflang="en" dir="ltr">Conference untranslated</a>' in line
    assert f'<span class="state">{name}</span>' in line


@pytest.mark.long
def test_a_translated_conference_is_news_once_in_each_language(
    client: Client,
    add: Adder,
    translated: Callable[[ConferencePage, str], ConferencePage],
    portal: Page,
) -> None:
    page = add("both", portal, **dates(-2, 9))
    french = translated(page, "fr")
    for version in (page, french):
        published(version, days_ago=5)
    for language, own in (("en", page), ("fr", french)):
        lines = [
            line
            for line in context(client, language)["news"]
            if line.page.translation_key == page.translation_key
        ]
        assert [line.page.pk for line in lines] == [own.pk]


def test_a_report_is_news_from_the_day_on_which_it_was_issued(
    client: Client, add: Adder, portal: Page
) -> None:
    page = add("host")
    page.outcomes = [Outcome(kind="report", title="Report", date=date(2016, 2, 1))]
    page.save_revision().publish()
    (line,) = [line for line in context(client)["news"] if line.page.pk == page.pk]
    assert (line.label, utc_date(line.moment)) == ("Report issued", date(2016, 2, 1))


def test_a_report_that_is_still_to_come_is_no_news(
    client: Client, add: Adder, portal: Page
) -> None:
    page = add("host")
    page.outcomes = [Outcome(kind="report", title="R", date=utc_date(timezone.now() + 3 * DAY))]
    page.save_revision().publish()
    assert ("Conference closed", "Conference host") in news(client)


@pytest.mark.long
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


def test_moving_a_conference_to_the_archive_is_no_event_of_its_own(
    client: Client, add: Adder, portal: Page, page_at: PageFinder
) -> None:
    page = add("done", portal, **dates(-40, -20))
    published(page, days_ago=60)
    MovePageAction(page, page_at(ARCHIVE), pos="last-child").execute(skip_permission_checks=True)
    assert news(client)[0] == ("Conference closed", "Conference done")


def session(conference: Page, title: str = "Session 1") -> SessionPage:
    page = SessionPage(
        title=title, slug="session-1", theme="Theme", number=1, locale=conference.locale
    )
    conference.add_child(instance=page).save_revision().publish()
    return page


@pytest.mark.long
def test_a_page_that_came_later_is_news_with_its_conference(
    client: Client, add: Adder, portal: Page
) -> None:
    conference = add("host", portal, **dates(-2, 9))
    published(conference, days_ago=20)
    page = session(conference)
    line = context(client)["news"][0]
    assert (line.label, line.title, line.part_of) == (
        "New page",
        "Session 1: Theme",
        "Conference host",
    )
    published(page, days_ago=15, changed=1)
    assert news(client)[0] == ("Page changed", "Session 1: Theme")


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


@pytest.mark.slow
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


def test_pages_of_a_conference_are_news_in_the_readers_language_only(
    client: Client, add: Adder, portal: Page
) -> None:
    conference = add("fresh", portal, **dates(-5, 5))
    published(conference, days_ago=20)
    session(conference)
    for language, is_there in (("en", True), ("fr", False)):
        assert (
            "Session 1: Theme" in [title for _label, title in news(client, language)]
        ) is is_there


def test_nothing_below_a_hidden_archive_is_news(
    client: Client, add: Adder, page_at: PageFinder, portal: Page
) -> None:
    page = add("secret", full_title="Hush", **dates(-5, 5))
    session(page, "Whisper")
    published(page, days_ago=20)
    told = {"Hush", "Whisper: Theme"}
    assert told <= {title for _label, title in news(client)}
    hide_draft(page_at(ARCHIVE))
    assert not told & {title for _label, title in news(client)}


def test_a_summary_of_outcomes_is_news_as_a_new_outcome(
    client: Client, add: Adder, portal: Page
) -> None:
    conference = add("host")
    published(conference, days_ago=20)
    summary = OutcomePage(title="Said and done", slug="outcomes", locale=conference.locale)
    conference.add_child(instance=summary).save_revision().publish()
    line = context(client)["news"][0]
    assert (line.label, line.title, line.part_of) == (
        "New outcome",
        "Said and done",
        "Conference host",
    )
