"""What keeping the index costs, and that a new index fills itself."""

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail.models import Page

import pytest

from conference.models import ConferencePage, SessionPage
from search import backends
from search.backends import Document
from search.index_updates import index_page
from search.models import SearchEntry
from search.page_search import find_page_ids
from search.query_parser import parse
from tests.conftest import PageFinder

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
OBJECTIVES = f"{MAINSTREAMING}/objectives"


def cost_of(page: Page) -> int:
    with CaptureQueriesContext(connection) as queries:
        page.save_revision().publish()
    return len(queries)


@pytest.mark.slow
def test_publishing_costs_the_same_however_many_pages_there_are(page_at: PageFinder) -> None:
    session = SessionPage.objects.child_of(page_at(MAINSTREAMING)).last()
    cost_of(session)
    before = cost_of(session)
    for number in range(50, 90):
        more = SessionPage(title="More", slug=f"more-{number}", theme="More", number=number)
        index_page(page_at(MAINSTREAMING).add_child(instance=more))
    assert cost_of(session) == before


def test_saving_takes_no_average_over_all_pages(page_at: PageFinder) -> None:
    with CaptureQueriesContext(connection) as queries:
        page_at(MAINSTREAMING).save_revision().publish()
    assert not [query for query in queries if "AVG(" in query["sql"].upper()]


@pytest.mark.long
def test_the_admin_s_index_is_kept_all_the_same(page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    page.title = "Cucumber"
    page.save_revision().publish()
    assert page.page_ptr in Page.objects.search("cucumber")
    call_command("update_index", verbosity=0)
    assert page.page_ptr in Page.objects.search("cucumber")


@pytest.mark.long
def test_a_new_index_is_filled_after_migrating(home: Page) -> None:
    before = find_page_ids("biosafety", "en")
    assert backends.unindexed_pages() == []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index")
    assert find_page_ids("biosafety", "en") == []
    call_command("migrate", verbosity=0)
    assert find_page_ids("biosafety", "en") == before
    assert backends.unindexed_pages() == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_section_that_moves_is_right_without_being_indexed_anew(
    page_at: PageFinder, language: str
) -> None:
    """Archiving moves a conference in every language."""
    portal = page_at("protocol/capacity-building/portal", language)
    archive = page_at("protocol/capacity-building/portal/archive", language)
    page = page_at(MAINSTREAMING, language)
    with CaptureQueriesContext(connection) as queries:
        page.move(portal, pos="last-child")
    assert not [query for query in queries if "INTO search_index" in query["sql"]]
    moved = ConferencePage.objects.get(pk=page.pk)
    assert len(find_page_ids("Lusaka", language, below=moved)) == 1
    archive.refresh_from_db()
    assert find_page_ids("Lusaka", language, below=archive) == []


def test_a_deleted_page_leaves_nothing_in_the_index(page_at: PageFinder) -> None:
    before = set(find_page_ids("objectives", "en"))
    page = page_at(OBJECTIVES)
    page_id = page.pk
    page.delete()
    assert page_id in before
    assert set(find_page_ids("objectives", "en")) == before - {page_id}
    assert not SearchEntry.objects.filter(pk=page_id).exists()


@pytest.mark.long
def test_rebuilding_finds_what_publishing_found(home: Page) -> None:
    before = find_page_ids("biosafety", "en")
    SearchEntry.objects.all().delete()
    assert find_page_ids("biosafety", "en") == []
    call_command("rebuild_search", verbosity=0)
    assert find_page_ids("biosafety", "en") == before


@pytest.mark.long
def test_rebuilding_drops_words_of_pages_that_vanished_without_a_trace(home: Page) -> None:
    stray = SearchEntry(page_id=987654321, language="en", title="Cucumber")
    backends.store(Document.of(stray))
    assert backends.find(parse("cucumber", "en"), 10) == [stray.pk]
    call_command("rebuild_search", verbosity=0)
    assert backends.find(parse("cucumber", "en"), 10) == []
