"""The feed of a conference: new and changed pages."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client
from django.utils.translation import override

from wagtail.models import Page
from wagtail_localize.models import Translation

import pytest
from lxml import etree

from conference.content_changes import changed_at
from conference.feeds.conference_description import lines_of
from tests.conference.feeds.readers import (
    ATOM,
    LANGUAGES,
    MAINSTREAMING,
    PORTAL,
    RISK_ASSESSMENT,
    XML_LANG,
    entries,
    feed,
    moment,
    text,
)
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db
OBJECTIVES = f"{MAINSTREAMING}/objectives"


def entry_of(root: etree._Element, page: Page) -> etree._Element:
    (found,) = [
        entry
        for entry in entries(root).values()
        if entry.find("a:link", ATOM).get("href") == page.full_url
    ]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [MAINSTREAMING, RISK_ASSESSMENT])
def test_a_feed_has_the_conference_and_each_of_its_pages(
    client: Client, page_at: PageFinder, path: str, language: str
) -> None:
    root = feed(client, path, language)
    page = page_at(path, language)
    assert root.get(XML_LANG) == language
    links = {link.get("href") for link in root.findall("a:entry/a:link", ATOM)}
    assert links == {found.full_url for found in page.get_descendants(inclusive=True)}
    assert root.find("a:link[@rel='alternate']", ATOM).get("href") == page.full_url
    assert root.find("a:link[@rel='self']", ATOM).get("href") == f"{page.full_url}feed.xml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_entry_of_the_conference_says_what_its_page_says(
    client: Client, page_at: PageFinder, language: str
) -> None:
    html = client.get(f"/{language}/{MAINSTREAMING}/").content.decode()
    page = page_at(MAINSTREAMING, language)
    entry = entry_of(feed(client, MAINSTREAMING, language), page)
    lines = [line.text for line in etree.HTML(text(entry, "summary")).iter("p")]
    with override(language):
        assert lines == lines_of(page)
        assert page.state_sentence in lines
        assert page.state_sentence in html
    assert lines[0] in html
    (category,) = entry.findall("a:category", ATOM)
    assert category.get("term") == page.state.value
    assert category.get("label") in html


@pytest.mark.long
def test_identifiers_differ_by_language_and_outlive_slug_and_place(
    client: Client, page_at: PageFinder
) -> None:
    found = {code: set(entries(feed(client, MAINSTREAMING, code))) for code in LANGUAGES}
    assert not found["en"] & found["fr"]
    page = page_at(MAINSTREAMING)
    page.slug = "other"
    page.save_revision().publish()
    page.move(page_at(PORTAL), pos="last-child")
    assert set(entries(feed(client, f"{PORTAL}/other"))) == found["en"]


def test_a_changed_page_comes_first_under_the_same_id(client: Client, page_at: PageFinder) -> None:
    page = page_at(OBJECTIVES)
    before = entry_of(feed(client, MAINSTREAMING), page)
    page.search_description = "Changed & <b>bold</b>"
    page.save_revision().publish()
    root = feed(client, MAINSTREAMING)
    after = entry_of(root, page)
    assert text(after, "id") == text(before, "id") == next(iter(entries(root)))
    assert text(after, "updated") >= text(before, "updated")
    assert text(after, "published") == text(before, "published")
    assert text(after, "summary") == "<p>Changed &amp; &lt;b&gt;bold&lt;/b&gt;</p>"


@pytest.mark.slow
@pytest.mark.parametrize("path", [OBJECTIVES, MAINSTREAMING])
def test_publishing_again_without_a_change_changes_nothing(
    client: Client, page_at: PageFinder, path: str
) -> None:
    page_at(path).save_revision().publish()
    before = client.get(f"/en/{MAINSTREAMING}/feed.xml").content
    known = changed_at(page_at(path))
    page_at(path).save_revision().publish()
    assert page_at(path).last_published_at > known
    assert changed_at(page_at(path)) == known
    assert client.get(f"/en/{MAINSTREAMING}/feed.xml").content == before


def test_a_translation_published_again_without_a_change_changes_nothing(
    client: Client, page_at: PageFinder
) -> None:
    before = changed_at(page_at(OBJECTIVES, "fr"))
    source = page_at(OBJECTIVES).translation_key
    translation = Translation.objects.get(
        source__object_id=source, target_locale__language_code="fr"
    )
    translation.save_target(publish=True)
    assert changed_at(page_at(OBJECTIVES, "fr")) == before


@pytest.mark.long
def test_an_extension_is_a_change_in_every_language(client: Client, page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    page.extended_to = datetime(2009, 2, 20, 23, 59, tzinfo=UTC)
    page.save_revision().publish()
    page.refresh_from_db()
    for code in LANGUAGES:
        entry = entry_of(feed(client, MAINSTREAMING, code), page_at(MAINSTREAMING, code))
        assert moment(text(entry, "updated")) >= page.schedule_changed_at.replace(microsecond=0)
        assert page_at(MAINSTREAMING, code).schedule.dates
        assert "20" in text(entry, "summary").split("</p>")[0]


@pytest.mark.slow
def test_a_feed_costs_the_same_however_many_pages_it_has(
    client: Client, page_at: PageFinder, django_assert_max_num_queries: Any
) -> None:
    client.get("/en/")
    with django_assert_max_num_queries(15) as before:
        feed(client, MAINSTREAMING)
    for number in range(5, 15):
        page_at(f"{MAINSTREAMING}/session-1").copy(
            update_attrs={"slug": f"session-{number}", "number": number}
        ).save_revision().publish()
    with django_assert_max_num_queries(15) as after:
        root = feed(client, MAINSTREAMING)
    assert len(entries(root)) >= 18
    assert len(after) == len(before)
    statements = [query["sql"] for query in after.captured_queries]
    assert len(set(statements)) == len(statements)
    assert all(sql.startswith("SELECT") for sql in statements)
