"""One setting hands the search to Wagtail's own backend, here that of the database."""

from typing import Any

from django.core.management import call_command
from django.test import Client

from wagtail.models import Page, PageViewRestriction

import pytest

from search.page_search import find_page_ids
from tests.conftest import PageFinder

ARCHIVE = "protocol/capacity-building/portal/archive"
MAINSTREAMING = f"{ARCHIVE}/mainstreaming"


@pytest.fixture(autouse=True)
def _wagtail_searches(settings: Any, home: Page) -> None:
    settings.SEARCH_ENGINE = "wagtail"
    call_command("update_index", verbosity=0)


@pytest.mark.long
def test_pages_of_one_language_are_found_by_wagtail(page_at: PageFinder) -> None:
    for language in ("en", "es", "fr"):
        introduction = page_at(f"{MAINSTREAMING}/introduction", language)
        assert introduction.pk in find_page_ids("Lusaka", language)
        assert find_page_ids("cucumber", language) == []


@pytest.mark.long
def test_a_search_beneath_a_page_is(page_at: PageFinder) -> None:
    introduction = page_at(f"{MAINSTREAMING}/introduction")
    assert find_page_ids("Lusaka", "en", below=page_at(MAINSTREAMING)) == [introduction.pk]
    assert find_page_ids("Lusaka", "en", below=introduction) == []


@pytest.mark.long
def test_results_filters_and_other_languages_work_as_ever(client: Client) -> None:
    response = client.get("/en/search/", {"q": "Lusaka", "conference": "mainstreaming"})
    assert [result.head.title for result in response.context["results"]] == ["Introduction"]
    assert "<mark>Lusaka</mark>" in response.content.decode()
    assert {other.language for other in response.context["elsewhere"]} == {"es", "fr"}


@pytest.mark.long
def test_a_phrase_is_a_phrase() -> None:
    assert find_page_ids('"poverty reduction"', "en")
    assert find_page_ids('"reduction poverty"', "en") == []


@pytest.mark.long
@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_private_pages_are_not_found(page_at: PageFinder, kind: str) -> None:
    PageViewRestriction.objects.create(page=page_at(MAINSTREAMING), restriction_type=kind)
    found = Page.objects.filter(pk__in=find_page_ids("poverty", "en"))
    assert not any(page.is_descendant_of(page_at(MAINSTREAMING)) for page in found)


@pytest.mark.long
@pytest.mark.parametrize(
    "query", ['"', '";', "  ", "\x00", "AND OR NOT NEAR(", "-", '"a" "b" -c', "'"]
)
def test_no_text_makes_it_fail(query: str) -> None:
    assert isinstance(find_page_ids(query, "en"), list)
