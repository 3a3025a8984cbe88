"""Menus, trail, languages and conference are remembered between requests; a change is seen at once.

The tests of every other folder run within a transaction, in which nothing is remembered.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.models import Page, Site

import pytest

from core.caching import generation_cache, shared_html, statement_trace
from core.languages import live_homes
from page_cache import generation
from tests.conftest import PageFinder
from tests.hidden_pages import HIDINGS
from tests.page_cache.conftest import Commits, Reader

PORTAL = "protocol/capacity-building/portal"
ARCHIVE = f"{PORTAL}/archive"
CONFERENCE = f"{ARCHIVE}/mainstreaming"
READ = f"/en/{CONFERENCE}/introduction/"
PRINTED = f"{READ}print/"
Change = Callable[[PageFinder], object]


@pytest.fixture(autouse=True)
def _remembering(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a reader's request, which stands in no transaction; pages themselves are not kept."""
    settings.PAGE_CACHE = False
    monkeypatch.setattr(generation_cache, "connection", SimpleNamespace(in_atomic_block=False))


def text(reader: Reader, path: str) -> str:
    return str(reader.get(path).content.decode())


def rename(page: Any, title: str) -> None:
    page.title = title
    page.save_revision().publish()


def rename_sibling(page_at: PageFinder) -> None:
    rename(page_at(f"{CONFERENCE}/objectives"), "Another name")


def rename_section(page_at: PageFinder) -> None:
    rename(page_at("protocol"), "Another name")


def rename_conference(page_at: PageFinder) -> None:
    page = page_at(CONFERENCE)
    page.full_title = "Another name"
    page.save_revision().publish()


def rename_in_bulk(page_at: PageFinder) -> None:
    page = page_at(ARCHIVE)
    type(page).objects.filter(pk=page.pk).update(title="Another name")


def move_site(_page_at: PageFinder) -> None:
    site = Site.objects.get()
    site.hostname = "another-name.example"
    site.save()


# What the page says before.
NAMES = {
    rename_sibling: "Objectives</a>",
    rename_section: "The Cartagena Protocol</a>",
    rename_conference: 'class="conference-head__title">Capacity-building for',
    rename_in_bulk: "Archive</a>",
    move_site: '<link rel="canonical" href="http://127.0.0.1',
}


@pytest.mark.parametrize("change", NAMES)
def test_a_page_says_at_once_what_has_changed_around_it(
    reader: Reader, page_at: PageFinder, commits: Commits, change: Change
) -> None:
    before = text(reader, READ)
    assert NAMES[change] in before
    with commits():
        change(page_at)
    after = text(reader, READ)
    assert "another name" in after.lower().replace("-", " ")
    assert NAMES[change] not in after


def test_a_page_that_is_withdrawn_leaves_menus_neighbours_and_the_language_bar_at_once(
    reader: Reader, page_at: PageFinder, commits: Commits
) -> None:
    there = f'href="/en/{CONFERENCE}/objectives/"'
    french = f'href="/fr/{CONFERENCE}/introduction/"'
    assert {there in text(reader, READ), french in text(reader, READ)} == {True}
    with commits():
        page_at(f"{CONFERENCE}/objectives").unpublish()
        page_at(f"{CONFERENCE}/introduction", "fr").unpublish()
    assert {there in text(reader, READ), french in text(reader, READ)} == {False}
    assert "not yet available" in text(reader, READ)
    assert reader.get(f"/en/{CONFERENCE}/objectives/").status_code == 404


@pytest.mark.parametrize("hide", HIDINGS)
def test_what_lies_below_a_hidden_page_is_gone_at_once(
    reader: Reader, page_at: PageFinder, commits: Commits, hide: Callable[[Any], None]
) -> None:
    title = page_at(CONFERENCE).title
    assert {title in text(reader, path) for path in (READ, PRINTED)} == {True}
    with commits():
        hide(page_at(ARCHIVE))
    assert {title in text(reader, path) for path in (READ, PRINTED)} == {False}


def test_a_print_version_is_drawn_once_for_all_and_anew_after_a_change(
    reader: Reader, page_at: PageFinder, commits: Commits
) -> None:
    def is_drawn(path: str, **headers: str) -> bool:
        return "print/sheet.html" in {drawn.name for drawn in reader.get(path, **headers).templates}

    assert [is_drawn(PRINTED), is_drawn(PRINTED)] == [True, False]
    # A reader of whom something is known, or who chooses, gets one of their own.
    assert is_drawn(PRINTED, cookie="sessionid=abc")
    assert is_drawn(f"{PRINTED}?size=large")
    assert ' class="on-paper"' in text(reader, PRINTED)
    with commits():
        rename(page_at(f"{CONFERENCE}/introduction"), "Another name")
    assert "<h1>Another name</h1>" in text(reader, PRINTED)


def test_a_page_that_is_moved_is_found_at_its_new_address_with_its_new_trail(
    reader: Reader, page_at: PageFinder, commits: Commits
) -> None:
    assert f'href="/en/{ARCHIVE}/"' in text(reader, READ)
    with commits():
        page_at(CONFERENCE).move(page_at(PORTAL), pos="last-child")
    moved = f"/en/{PORTAL}/mainstreaming/introduction/"
    assert reader.get(READ)["Location"] == moved
    trail = text(reader, moved).partition('class="trail"')[2].partition("</nav>")[0]
    assert f'href="/en/{PORTAL}/"' in trail
    assert ARCHIVE not in trail


# What a page still asks the database for.
QUERIES = {READ: 0, PRINTED: 0, f"/en/{CONFERENCE}/agenda/": 0, f"/en/{ARCHIVE}/": 0}


@pytest.mark.parametrize("path", QUERIES)
def test_what_is_remembered_is_not_asked_for_again(
    reader: Reader, page_at: PageFinder, path: str
) -> None:
    first = text(reader, path)
    with CaptureQueriesContext(connection) as captured:
        assert text(reader, path) == first
    assert len(captured) == QUERIES[path]


on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite's driver has no rows to note"
)


@on_postgresql
@pytest.mark.parametrize("path", QUERIES)
def test_after_a_change_of_something_else_a_page_is_not_drawn_again(
    reader: Reader, page_at: PageFinder, path: str
) -> None:
    first = text(reader, path)
    for _time in range(2):
        generation.begin()
        # What is asked again goes to the driver itself.
        with CaptureQueriesContext(connection) as captured:
            assert text(reader, path) == first
        assert len(captured) == 0


@on_postgresql
def test_what_a_request_saw_before_and_after_a_change_does_not_hold(page_at: PageFinder) -> None:
    titles = Page.objects.filter(pk=page_at(ARCHIVE).pk).values_list("title", flat=True)
    with statement_trace.tracing() as trace:
        before = list(titles.all())
        # By another process, whose change this request does not notice.
        with connection.cursor() as cursor:
            cursor.cursor.execute("UPDATE wagtailcore_page SET title = title || ' anew'")
        assert list(titles.all()) != before
    sources = trace.snapshot()
    assert sources is not None
    assert not statement_trace.all_hold(sources.values())


def test_a_statement_that_the_database_refuses_is_an_error_of_the_database(db: None) -> None:
    refused = statement_trace.Statement("SELECT 1 FROM no_such_table", [], [(1,)])
    with pytest.raises(DatabaseError), transaction.atomic():
        statement_trace.all_hold([refused])


def test_a_language_without_a_home_is_not_taken_from_an_old_copy(
    reader: Reader, page_at: PageFinder, commits: Commits
) -> None:
    root = Site.objects.get().root_page
    key = f"{live_homes.CACHE_KEY}.{root.pk}"
    old = live_homes.live_homes(root)
    assert reader.get("/fr/").status_code == 200
    with commits():
        page_at("", "fr").unpublish()
    # Another process has read it just before the change, and copies it only now.
    cache.set(key, old)
    assert reader.get("/fr/").status_code == 302


def test_a_conference_that_closes_is_listed_and_counted_at_once(
    reader: Reader, page_at: PageFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = text(reader, f"/en/{ARCHIVE}/")
    assert "2 conferences found" in text(reader, f"/en/{ARCHIVE}/print/")
    generation_cache._kept.clear()
    shared_html.html.clear()
    with monkeypatch.context() as patched:
        patched.setattr(timezone, "now", lambda: datetime(2000, 1, 1, tzinfo=UTC))
        assert "The archive is empty so far." in text(reader, f"/en/{ARCHIVE}/")
        assert '<option value="2009"' not in text(reader, f"/en/{ARCHIVE}/")
    assert '<option value="2009"' in later
    assert text(reader, f"/en/{ARCHIVE}/") == later


def test_no_request_can_change_what_is_remembered(reader: Reader, page_at: PageFinder) -> None:
    first = text(reader, READ)
    for path in (f"/en/{CONFERENCE}/", f"/en/{CONFERENCE}/agenda/", PRINTED):
        text(reader, path)
    assert text(reader, READ) == first


def test_addresses_that_lead_nowhere_are_not_remembered(reader: Reader) -> None:
    with generation_cache.generation(generation.current()):
        reader.get(f"/en/{CONFERENCE}/nothing-0/")
        known = len(generation_cache.entries() or {})
        assert known
        for number in range(1, 5):
            for view in ("", "print/", "print.pdf"):
                path = f"/en/{CONFERENCE}/nothing-{number}/{view}"
                assert reader.get(path).status_code == 404
        assert len(generation_cache.entries() or {}) == known


def test_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation_cache, "MAX_ENTRIES", 50)
    for token in range(9):
        with generation_cache.generation(f"generation {token}"):
            for number in range(170):
                assert generation_cache.get_or_make(number, lambda number=number: number) == number
                generation_cache.get_many(
                    "numbers", range(number, number + 9), lambda keys: dict.fromkeys(keys)
                )
                assert len(generation_cache.entries() or {}) <= 50 + 10
    assert len(generation_cache._kept) == generation_cache.GENERATIONS
