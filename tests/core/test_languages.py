"""A reader gets their language, or is told that a page lacks it; never English in disguise."""

import re

from django.test import Client, RequestFactory

from wagtail.models import Page

import pytest

from core.languages.language_versions import language_links
from core.languages.live_language_middleware import preferred_language
from tests.conftest import PageFinder

OBJECTIVES = "protocol/capacity-building/portal/archive/mainstreaming/objectives"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "/fr/"),
        ("es", "/es/"),
        ("de, es;q=0.5", "/es/"),
        ("fr-CA", "/fr/"),
        ("es-419, fr;q=0.5", "/es/"),
        ("zh-CN, fr;q=0.5", "/fr/"),
        ("de", "/en/"),
        ("", "/en/"),
        ("*;;q=x, \x00", "/en/"),
    ],
)
def test_the_bare_host_leads_to_the_readers_language(
    client: Client, home: Page, accepted: str, expected: str
) -> None:
    response = client.get("/", HTTP_ACCEPT_LANGUAGE=accepted)
    assert (response.status_code, response["Location"]) == (302, expected)
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("zh-CN", "zh-hans"),
        ("zh", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("zh-Hant-HK", "zh-hans"),
        ("ar-EG", "ar"),
        ("fr-CA", "fr"),
        ("ru-RU, en;q=0.5", "ru"),
        ("de-AT", "en"),
    ],
)
def test_a_variant_leads_to_the_language_that_is_there(
    rf: RequestFactory, accepted: str, expected: str
) -> None:
    request = rf.get("/", headers={"Accept-Language": accepted})
    available = ["en", "es", "fr", "ar", "ru", "zh-hans"]
    assert preferred_language(request, available) == expected


def test_a_language_without_a_live_home_page_redirects(client: Client, page_at: PageFinder) -> None:
    page_at("", "fr").unpublish()
    for path in ("/fr/", f"/fr/{OBJECTIVES}/", "/fr/search/"):
        response = client.get(path, HTTP_ACCEPT_LANGUAGE="fr, es")
        assert (response.status_code, response["Location"]) == (302, "/es/")


def test_publishing_the_home_page_opens_the_language_at_once(
    client: Client, page_at: PageFinder
) -> None:
    french = page_at("", "fr")
    french.unpublish()
    assert client.get("/fr/").status_code == 302
    french.refresh_from_db()
    french.save_revision().publish()
    assert client.get("/fr/").status_code == 200


def bar(client: Client, path: str) -> str:
    """The text of the language bar, as it reads."""
    html = client.get(path).content.decode()
    match = re.search(r'<nav class="languages".*?</nav>', html, re.DOTALL)
    assert match is not None
    return " ".join(re.sub(r"<[^>]+>", "", match[0]).split())


def test_the_language_bar_reads_autonyms_and_marks_the_current_one(
    client: Client, home: Page
) -> None:
    html = client.get(f"/es/{OBJECTIVES}/").content.decode()
    assert bar(client, f"/es/{OBJECTIVES}/") == "english | español | français"
    assert '<span lang="es" dir="ltr" aria-current="true">español</span>' in html
    assert f'<a href="/fr/{OBJECTIVES}/" lang="fr" hreflang="fr"' in html


def test_a_language_that_the_page_lacks_is_text_in_the_readers_language(
    client: Client, page_at: PageFinder
) -> None:
    page_at(OBJECTIVES, "fr").unpublish()
    assert bar(client, f"/es/{OBJECTIVES}/").endswith("français (aún no disponible)")
    assert f'href="/fr/{OBJECTIVES}/"' not in client.get(f"/es/{OBJECTIVES}/").content.decode()


def test_a_translation_below_a_draft_is_not_offered(client: Client, page_at: PageFinder) -> None:
    page_at("protocol/capacity-building/portal/archive/mainstreaming", "fr").unpublish()
    assert "(not yet available)" in bar(client, f"/en/{OBJECTIVES}/")


def test_real_addresses_are_offered_even_where_a_slug_differs(
    rf: object, client: Client, page_at: PageFinder
) -> None:
    french = page_at(OBJECTIVES, "fr")
    french.slug = "objectifs"
    french.save_revision().publish()
    request = rf.get(f"/en/{OBJECTIVES}/")  # type: ignore[attr-defined]
    links = {link.code: link for link in language_links(page_at(OBJECTIVES), request)}
    assert links["fr"].url.endswith("/mainstreaming/objectifs/")
    assert client.get(links["fr"].url).status_code == 200
