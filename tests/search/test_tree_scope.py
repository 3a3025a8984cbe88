"""A search within one part of the tree."""

from wagtail.models import Page

import pytest

from search import page_search
from search.page_search import find_page_ids
from tests.conftest import PageFinder

ARCHIVE = "protocol/capacity-building/portal/archive"
MAINSTREAMING = f"{ARCHIVE}/mainstreaming"


def test_only_pages_beneath_are_found(page_at: PageFinder) -> None:
    archive = page_at(ARCHIVE)
    found = Page.objects.filter(pk__in=find_page_ids("biosafety", "en", below=archive))
    assert found
    assert all(page.is_descendant_of(archive) for page in found)
    assert set(find_page_ids("biosafety", "en")) > {page.pk for page in found}


def test_pages_beneath_are_found_however_many_others_there_are(
    page_at: PageFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_at(f"{MAINSTREAMING}/introduction")
    monkeypatch.setattr(page_search, "MAX_RESULTS", 1)
    found = {
        parent: find_page_ids("biosafety", "en", below=page_at(parent))
        for parent in ("", "protocol", "protocol/capacity-building", ARCHIVE, MAINSTREAMING)
    }
    assert all(len(ids) == 1 for ids in found.values())
    assert find_page_ids("Lusaka", "en", below=page_at(MAINSTREAMING)) == [page.pk]


def test_a_moved_section_is_found_where_it_is_now(page_at: PageFinder) -> None:
    archive, portal = page_at(ARCHIVE), page_at("protocol/capacity-building/portal")
    introduction = page_at(f"{MAINSTREAMING}/introduction")
    assert find_page_ids("Lusaka", "en", below=archive) == [introduction.pk]
    page_at(MAINSTREAMING).move(portal, pos="last-child")
    assert find_page_ids("Lusaka", "en", below=archive) == []
    portal.refresh_from_db()
    assert find_page_ids("Lusaka", "en", below=portal) == [introduction.pk]
