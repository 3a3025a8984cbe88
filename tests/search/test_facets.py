"""Filters by section, conference and year: by the address, and without a leak."""

from django.test import Client

from wagtail.models import Page, PageViewRestriction

import pytest

from search import page_search
from search.models import SearchFacet
from tests.conftest import PageFinder

PORTAL = "protocol/capacity-building/portal"
ARCHIVE = f"{PORTAL}/archive"
MAINSTREAMING = f"{ARCHIVE}/mainstreaming"


def found(client: Client, language: str = "en", **parameters: str) -> list[str]:
    response = client.get(f"/{language}/search/", parameters)
    assert response.status_code == 200
    return [result.head.url for result in response.context["results"]]


def options(client: Client, name: str, query: str = "biosafety", **parameters: str) -> list[str]:
    response = client.get("/en/search/", {"q": query, **parameters})
    facets = {facet.name: facet for facet in response.context["facets"]}
    return [option.value for option in facets[name].options] if name in facets else []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_search_is_narrowed_to_a_conference(
    client: Client, page_at: PageFinder, language: str
) -> None:
    conference = page_at(MAINSTREAMING, language)
    urls = found(client, language, q="Lusaka", conference="mainstreaming")
    assert urls == [page_at(f"{MAINSTREAMING}/introduction", language).url]
    assert all(url.startswith(conference.url) for url in urls)


@pytest.mark.long
def test_a_search_is_narrowed_to_a_section(client: Client, page_at: PageFinder) -> None:
    everywhere = found(client, q="Lusaka")
    in_archive = found(client, q="Lusaka", section="archive")
    assert all(url.startswith(page_at(ARCHIVE).url) for url in in_archive)
    assert set(in_archive) <= set(everywhere)
    assert in_archive


def test_a_search_is_narrowed_to_a_year(client: Client, page_at: PageFinder) -> None:
    conference = page_at(MAINSTREAMING)
    year = str(conference.opens_at.year)
    assert found(client, q="Lusaka", year=year) == [page_at(f"{MAINSTREAMING}/introduction").url]
    other = next(value for value in options(client, "year", "the") if value not in ("", year))
    assert found(client, q="Lusaka", year=other) == []


def test_filters_add_up(client: Client, home: Page) -> None:
    assert found(client, q="Lusaka", conference="mainstreaming", section="archive")
    years = [value for value in options(client, "year", "the") if value]
    matching = [year for year in years if found(client, q="Lusaka", section="archive", year=year)]
    assert len(matching) == 1


def test_what_can_be_chosen_comes_from_what_was_found(client: Client, home: Page) -> None:
    # Only one conference has the word, so there is nothing to choose.
    assert options(client, "conference", "Lusaka") == []
    assert options(client, "conference", "Lusaka", conference="mainstreaming")[1:] == [
        "mainstreaming"
    ]
    assert len(options(client, "conference", "the")) > 2
    assert options(client, "conference", "cucumber") == []


def test_a_choice_stays_in_the_form_and_in_the_next_page(client: Client, home: Page) -> None:
    response = client.get("/en/search/", {"q": "the", "section": "archive"})
    html = response.content.decode()
    assert '<option value="archive" selected>' in html
    assert "section=archive&amp;page=2" in html or not response.context["page_obj"].has_next()
    # The others can still be chosen.
    assert len(options(client, "section", "the", section="archive")) > 2


@pytest.mark.parametrize("value", ["cucumber", "\x00", "x" * 300, "'", "%", "0", "生"])
@pytest.mark.parametrize("name", ["section", "conference", "year"])
def test_a_value_that_nothing_has_counts_as_none(
    client: Client, home: Page, name: str, value: str
) -> None:
    assert found(client, q="Lusaka", **{name: value}) == found(client, q="Lusaka")


def test_nothing_in_one_part_leads_to_the_whole_site(client: Client, home: Page) -> None:
    response = client.get("/en/search/", {"q": "Lusaka", "section": "portal", "year": "2008"})
    other = client.get("/en/search/", {"q": "Montreal", "conference": "mainstreaming"})
    for answer in (response, other):
        if not answer.context["count"]:
            html = answer.content.decode()
            assert "Nothing was found in this part of the site." in html
            assert answer.context["whole_site_url"] in html


def test_a_moved_conference_is_in_its_new_section(client: Client, page_at: PageFinder) -> None:
    page_at(MAINSTREAMING).move(page_at(PORTAL), pos="first-child")
    assert found(client, q="Lusaka", section="archive") == []
    assert len(found(client, q="Lusaka", conference="mainstreaming")) == 1
    assert found(client, q="Lusaka", conference="mainstreaming", section="portal")


@pytest.mark.long
def test_another_slug_is_another_value(client: Client, page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    page.slug = "cucumber"
    page.save_revision().publish()
    assert len(found(client, q="Lusaka", conference="cucumber")) == 1
    assert "mainstreaming" not in options(client, "conference", "the")


@pytest.mark.long
def test_another_year_is_one_in_every_language(client: Client, page_at: PageFinder) -> None:
    page = page_at(MAINSTREAMING)
    page.opens_at = page.opens_at.replace(year=1999)
    page.save_revision().publish()
    for language in ("en", "es", "fr"):
        assert len(found(client, language, q="Lusaka", year="1999")) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["password", "login", "groups"])
def test_a_private_conference_is_no_choice(client: Client, page_at: PageFinder, kind: str) -> None:
    page = page_at(MAINSTREAMING)
    page.title = "Secret label"
    page.save_revision().publish()
    PageViewRestriction.objects.create(page=page, restriction_type=kind)
    assert "mainstreaming" not in options(client, "conference", "the")
    response = client.get("/en/search/", {"q": "biosafety", "conference": "mainstreaming"})
    assert "Secret label" not in response.content.decode()
    # As if there were none of that name.
    assert not response.context["is_narrowed"]


def test_neither_is_a_draft_nor_one_below_a_draft(client: Client, page_at: PageFinder) -> None:
    page_at(ARCHIVE).unpublish()
    assert "mainstreaming" not in options(client, "conference", "the")
    assert "archive" not in options(client, "section", "the")
    page_at(MAINSTREAMING).unpublish()
    assert not SearchFacet.objects.filter(value="mainstreaming", entry__language="en").exists()


def test_hidden_pages_take_no_place_among_the_best(
    client: Client, page_at: PageFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many hits are private, a public one below them is found."""
    conference = page_at(MAINSTREAMING)

    def best() -> list[int]:
        return page_search.find_page_ids("biosafety", "en", below=conference)

    monkeypatch.setattr(page_search, "MAX_RESULTS", 1)
    first = best()
    restriction = PageViewRestriction.objects.create(page_id=first[0], restriction_type="login")
    second = best()
    assert len(second) == 1
    assert second != first
    restriction.delete()
    assert best() == first


def test_a_conference_says_its_dates_and_state(client: Client, page_at: PageFinder) -> None:
    conference = page_at(MAINSTREAMING)
    response = client.get("/en/search/", {"q": conference.full_title})
    result = next(each for each in response.context["results"] if each.head.url == conference.url)
    assert result.head.lines == conference.cover_lines
    assert conference.state_sentence in response.content.decode()
