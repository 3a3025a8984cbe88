"""What the head of a page tells social networks, feed readers and search engines."""

from django.test import Client
from django.utils.translation import override

from wagtail.models import Page

import pytest
from lxml import html

from core.languages.language_names import social_locale
from tests.conftest import PageFinder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "expected"),
    [("en", "en_GB"), ("es", "es_ES"), ("fr", "fr_FR"), ("ar", "ar_AR"), ("zh-hans", "zh_CN")],
)
def test_a_language_for_social_networks_has_a_region(code: str, expected: str) -> None:
    assert social_locale(code) == expected


def test_the_head_names_region_change_and_its_own_language_last(client: Client, home: Page) -> None:
    page = html.document_fromstring(client.get("/es/protocol/").content)
    assert page.xpath("//meta[@property='og:locale']/@content") == ["es_ES"]
    others = page.xpath("//meta[@property='og:locale:alternate']/@content")
    assert others == ["en_GB", "fr_FR"]
    (changed,) = page.xpath("//meta[@property='article:modified_time']/@content")
    assert changed.endswith("Z")
    assert page.xpath("//link[@hreflang]/@hreflang")[-1] == "es"
    assert page.xpath("//nav//a[@class='print-link']")


def test_a_page_without_description_is_described_by_its_beginning(
    client: Client, page_at: PageFinder
) -> None:
    page = page_at("protocol")
    page.summary = page.search_description = ""
    page.body = [("paragraph", "<p>The first words.</p>")]
    assert page.description == "The first words."
    page.body = []
    assert page.description == page.heading


def test_a_title_that_is_the_name_of_the_site_is_given_once(client: Client, home: Page) -> None:
    for title, expected in (
        ("Biosafety capacity-building", "Biosafety capacity-building"),
        ("Home & news", "Home & news – Biosafety capacity-building"),
    ):
        Page.objects.filter(pk=home.pk).update(seo_title=title)
        found = html.document_fromstring(client.get("/en/").content)
        assert found.findtext(".//title") == expected


def test_how_to_cite_is_a_section_with_a_heading(client: Client, home: Page) -> None:
    page = html.document_fromstring(client.get("/en/protocol/print/").content)
    (heading,) = page.xpath("//section/h2[@id='sheet-citation']")
    assert heading.text == "Cite this page"


def test_structured_data_cannot_be_broken_out_of(client: Client, page_at: PageFinder) -> None:
    page = page_at("protocol")
    page.title = "</script><script>alert(1)</script>"
    page.save_revision().publish()
    html = client.get("/en/protocol/").content.decode()
    assert "<script>alert(1)" not in html
    with override("en"):
        assert "\\u003C/script\\u003E" in html
