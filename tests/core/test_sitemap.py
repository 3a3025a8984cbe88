"""The site map: whole while the site is small, an index of files afterwards."""

import re
from xml.etree import ElementTree

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.models import Page, PageViewRestriction

import pytest

from page_cache.cached_response import LARGEST
from tests.bench.many import make_conferences
from tests.conftest import PageFinder
from tests.whole_site_urls import ADDRESSES, ARCHIVE, LANGUAGES

OBJECTIVES = f"{ARCHIVE}/mainstreaming/objectives"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
WHOLE = "/sitemap.xml"
# In each of three languages: too many for one file.
MANY = 400


def paths(xml: bytes) -> list[str]:
    """The addresses that a file lists, without scheme and host."""
    root = ElementTree.fromstring(xml)  # noqa: S314 - our own
    locations = [element.text or "" for element in root.iter(f"{NAMESPACE}loc")]
    return [re.sub(r"^https?://[^/]+", "", location) for location in locations]


def expect_every_alternate(xml: bytes) -> None:
    """In the same file, and each of them listed by itself."""
    listed = set(paths(xml))
    for entry in ElementTree.fromstring(xml):  # noqa: S314 - our own
        links = [link for link in entry if link.tag.endswith("link")]
        assert sorted(link.get("hreflang", "") for link in links) == [*LANGUAGES, "x-default"]
        addresses = {re.sub(r"^https?://[^/]+", "", link.get("href", "")) for link in links}
        assert addresses <= listed


def ask(client: Client, path: str) -> tuple[bytes, int]:
    """The answer, and how many queries it took."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200
    return response.content, len(captured)


@pytest.fixture
def many(page_at: PageFinder) -> None:
    make_conferences([page_at(ARCHIVE, language) for language in LANGUAGES], MANY)


def test_it_lists_every_page_in_every_language(client: Client, home: Page) -> None:
    xml, _queries = ask(client, WHOLE)
    assert sorted(paths(xml)) == sorted(ADDRESSES)
    expect_every_alternate(xml)


def test_it_leaves_out_what_is_private_or_below_a_draft(
    client: Client, page_at: PageFinder
) -> None:
    page_at(f"{ARCHIVE}/mainstreaming").unpublish()
    PageViewRestriction.objects.create(page=page_at("protocol", "fr"), restriction_type="login")
    listed = paths(ask(client, WHOLE)[0])
    assert f"/en/{OBJECTIVES}/" not in listed
    assert not [path for path in listed if path.startswith("/fr/protocol/")]
    assert f"/es/{OBJECTIVES}/" in listed


@pytest.mark.long
def test_of_many_pages_it_is_an_index_of_files_that_the_page_cache_keeps(
    client: Client, many: None
) -> None:
    files = [ask(client, path)[0] for path in paths(ask(client, WHOLE)[0])]
    assert len(files) > 1
    listed = [path for xml in files for path in paths(xml)]
    made = [f"/{code}/{ARCHIVE}/many-{n}/" for code in LANGUAGES for n in range(MANY)]
    assert sorted(listed) == sorted([*ADDRESSES, *made])
    for xml in files:
        expect_every_alternate(xml)
        assert len(xml) < LARGEST


@pytest.mark.long
def test_it_costs_the_same_however_many_pages_it_lists(client: Client, page_at: PageFinder) -> None:
    client.get("/en/")  # what is known of the site is cached from here on
    few = ask(client, WHOLE)[1]
    make_conferences([page_at(ARCHIVE, language) for language in LANGUAGES], MANY)
    index, of_index = ask(client, WHOLE)
    of_files = [ask(client, path)[1] for path in paths(index)]
    assert len(of_files) > 1
    assert {few, *of_files} == {few}
    assert of_index < few <= 10


@pytest.mark.parametrize("number", [0, 2, 99999])
def test_a_file_that_the_index_does_not_name_is_not_found(
    client: Client, home: Page, number: int
) -> None:
    assert client.get(f"/sitemap-{number}.xml", follow=True).status_code == 404
