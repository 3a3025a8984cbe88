"""Every change that a reader may see empties the cache; what only editors see does not."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings as configured
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

import pytest

from core.caching import batched_invalidation
from core.caching.batched_invalidation import gathered_changes
from core.models import FormerAddress
from page_cache import generation, invalidation, store
from page_cache.lookup import memory
from page_cache.models import Generation
from terms.models import Term
from tests.conftest import PageFinder
from tests.page_cache.conftest import Commits, Reader

PROTOCOL = "protocol"
INSERT = 'INSERT INTO "{}" VALUES (1)'


def save_draft(page: Any) -> None:
    page.title = "A draft"
    page.save_revision()


def publish(page: Any) -> None:
    page.title = "Another title"
    page.save_revision().publish()


def change_in_bulk(page: Any) -> None:
    Page.objects.filter(pk=page.pk).update(title="Another title")


def move(page: Any) -> None:
    page.get_children().last().move(page.get_parent(), pos="last-child")


def delete(page: Any) -> None:
    page.get_children().last().delete()


def redirect(_page: Any) -> None:
    Redirect.objects.create(old_path="/old", redirect_link="/en/")


def change_site(_page: Any) -> None:
    Site.objects.update(site_name="Another name")


def change_terms(_page: Any) -> None:
    Term.objects.bulk_update([Term.objects.first()], ["text"])


def record_former_address(page: Any) -> None:
    former = FormerAddress(url_path="/home/was/", page=page, recorded_at=timezone.now())
    FormerAddress.objects.bulk_create([former])


SEEN = [
    publish,
    change_in_bulk,
    move,
    delete,
    redirect,
    change_site,
    change_terms,
    record_former_address,
]


@pytest.mark.parametrize("change", SEEN)
def test_every_change_that_readers_may_see_begins_a_generation(
    page_at: PageFinder, commits: Commits, change: Callable[[Any], None]
) -> None:
    page, before = page_at(PROTOCOL), generation.current()
    with commits():
        change(page)
    assert generation.current() != before


def test_drafts_sessions_and_logs_leave_the_cache_as_it_is(
    page_at: PageFinder, commits: Commits, as_user: Callable[[str], Any], reader: Reader
) -> None:
    page, before = page_at(PROTOCOL), generation.current()
    with commits():
        save_draft(page)
        as_user("editor").get("/admin/")
        # A reader asks for a translation: counted, and nothing more.
        reader.client.post(f"/en/translation-wanted/{page.pk}/fr/")
    assert generation.current() == before


def test_quiet_tables_are_tables_that_there_are() -> None:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    ours = [app.split(".")[-1] for app in configured.INSTALLED_APPS]
    for start in invalidation.QUIET:
        app = start.split("_")[0]
        known = any(table.startswith(start) for table in tables)
        assert known or app not in ours, start
    for table in ("wagtailcore_page", "conference_extension", "terms_term", "core_formeraddress"):
        assert table in tables
        assert invalidation.is_seen(INSERT.format(table))
    assert not invalidation.is_seen(INSERT.format("wagtailcore_revision"))


def change_and_commit(page: Any, commits: Commits) -> int:
    """Returns how many generations this process has begun after it."""
    with commits():
        change_in_bulk(page)
    # The transaction around the test goes on, and would remember the callback.
    connection.run_on_commit.clear()
    return generation.begun_here()


def test_work_on_many_pages_begins_a_generation_now_and_then(
    page_at: PageFinder, commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, before = page_at(PROTOCOL), generation.begun_here()
    with gathered_changes():
        counts = [change_and_commit(page, commits) for _time in range(5)]
        assert counts == [before + 1] * 5
        monkeypatch.setattr(batched_invalidation, "SECONDS", 0.0)
        assert change_and_commit(page, commits) == before + 2
        monkeypatch.setattr(batched_invalidation, "SECONDS", 60.0)
        assert change_and_commit(page, commits) == before + 2
    assert generation.begun_here() == before + 3
    assert change_and_commit(page, commits) == before + 4


def test_work_that_fails_announces_its_changes(page_at: PageFinder, commits: Commits) -> None:
    page = page_at(PROTOCOL)
    with pytest.raises(ValueError), gathered_changes():  # noqa: PT011, PT012 - raised below
        counts = [change_and_commit(page, commits) for _time in range(2)]
        raise ValueError
    assert counts[0] == counts[1] == generation.begun_here() - 1


def fail_midway(page: Any) -> None:
    with transaction.atomic():
        change_in_bulk(page)
        raise ValueError


def test_a_change_that_is_taken_back_empties_nothing(page_at: PageFinder, commits: Commits) -> None:
    page, before = page_at(PROTOCOL), generation.current()
    with commits(), pytest.raises(ValueError):  # noqa: PT011 - raised three lines above
        fail_midway(page)
    assert generation.current() == before


def test_a_host_that_missed_a_change_hears_of_it_from_the_database(reader: Reader) -> None:
    reader.get("/en/")
    # Another host, with a cache of its own, has begun a generation.
    Generation.objects.update(token="of-another-host")
    assert reader.state("/en/") == "hit"
    token, checked_at = caches[store.ALIAS].get(generation.KEY)
    with CaptureQueriesContext(connection) as captured:
        store.put(generation.KEY, (token, checked_at - generation.CHECKED_EVERY), None)
        assert generation.current() == "of-another-host"
    assert len(captured) == 2
    memory.forget()
    assert reader.state("/en/") == "miss"
