"""What crawlers find: pages and outlets, not a further address for each variant of print."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.test import Client

from wagtail.models import Page

import pytest
from lxml import html

from core.pages.public_querysets import readable
from printing.pdf import renderer
from tests.crawler import Answer, crawl
from tests.printing.readers import MAINSTREAMING, OBJECTIVES
from tests.whole_site_urls import LANGUAGES

pytestmark = pytest.mark.django_db
VARIANTS = [
    "print/",
    "print/all/",
    "print/all.html",
    "print.pdf",
    "print/all.pdf",
    "print/?with=fr&size=large",
    "print.pdf?paper=letter",
]


def disallowed(client: Client) -> list[re.Pattern[str]]:
    """The rules for everybody, read as RFC 9309 does (2.2.2, 2.2.3)."""
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    rules = [line.split(": ")[1] for line in lines if line.startswith("Disallow: ")]
    return [re.compile(re.escape(rule).replace(r"\*", ".*")) for rule in rules]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_crawlers_are_kept_from_every_print_version(
    client: Client, home: Page, language: str, variant: str
) -> None:
    address = f"/{language}/{OBJECTIVES}/{variant}"
    assert any(rule.match(address) for rule in disallowed(client))


@pytest.mark.parametrize("path", ["", "protocol/", f"{OBJECTIVES}/", f"{MAINSTREAMING}/feed.xml"])
def test_crawlers_are_let_to_pages_and_outlets(client: Client, home: Page, path: str) -> None:
    assert not any(rule.match(f"/en/{path}") for rule in disallowed(client))


def get(client: Client, path: str) -> Answer:
    response = client.get(path)
    is_html = response.get("Content-Type", "").startswith("text/html")
    return Answer(response.status_code, response.get("Location", ""), response.content, is_html)


def of_pages(path: str) -> bool:
    """Not the documents, style sheets and forms of the site, nor what is sorted and searched."""
    parts = urlsplit(path)
    return (
        parts.path.startswith("/en/")
        and not parts.query
        and "/search/" not in parts.path
        and not re.search(r"/(taking-part|contributions|participants|statistics)", parts.path)
        and not parts.path.endswith(".pdf")
    )


@pytest.mark.long
def test_the_crawlable_site_is_its_pages_and_outlets(client: Client, home: Page) -> None:
    """Also for a crawler that heeds neither robots.txt nor rel=nofollow."""
    found = set(crawl(lambda path: get(client, path), ["/en/"], of_pages))
    pages = {
        urlsplit(page.get_url()).path
        for page in readable(Page.objects.filter(locale__language_code="en", depth__gt=1))
    }
    others = found - pages
    assert pages <= found
    printed = {path for path in others if "/print" in path}
    assert printed == {f"{path}print/" for path in pages}
    assert all(re.search(r"/(calendar\.ics|feed\.xml)$", path) for path in others - printed)


@pytest.mark.parametrize("query", ["", "?with=fr&size=large&paper=letter"])
def test_the_form_of_a_print_version_leads_to_every_other(
    client: Client, home: Page, query: str
) -> None:
    document = html.document_fromstring(client.get(f"/en/{MAINSTREAMING}/print/{query}").content)
    (form,) = document.xpath("//nav//form")
    chosen = {(select.name, select.value) for select in form.xpath(".//select")}
    expected = dict(parse_qsl(query[1:])) or {"with": "", "size": "normal", "paper": "a4"}
    assert chosen == set(expected.items())
    targets = form.xpath(".//button/@formaction")
    names = ["print/", "print/all/", "print.pdf", "print/all.html"]
    if not renderer.is_available():
        names.remove("print.pdf")
    assert targets == [f"/en/{MAINSTREAMING}/{name}" for name in names]
    for target in targets:
        if not target.endswith(".pdf"):
            assert client.get(f"{target}?{urlencode(expected)}").status_code == 200
