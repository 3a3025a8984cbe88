"""What holds on every page, in every language."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from django.test import Client

from wagtail.models import Page

import pytest

from tests.conftest import PageFinder
from tests.html_checker import html_checker
from tests.whole_site_urls import ADDRESSES, ASKED, LANGUAGES, PATHS, address


class Outline(HTMLParser):
    """Headings, links, identifiers and the root's attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def levels(self) -> list[int]:
        return [int(tag[1]) for tag, _attributes in self.tags if re.fullmatch("h[1-6]", tag)]


@cache
def answer_at(path: str) -> tuple[int, str]:
    """The status that a reader gets there, and the HTML; empty where there is none.

    Asked for once, as the rows are the same in every test.
    """
    response = Client().get(path)
    is_html = response.get("Content-Type", "").startswith("text/html")
    return response.status_code, response.content.decode() if is_html else ""


def html_at(path: str) -> str:
    status, html = answer_at(path)
    assert status == 200, path
    return html


@cache
def outline(path: str) -> Outline:
    return Outline(html_at(path))


@pytest.mark.parametrize("path", [*ADDRESSES, *ASKED])
def test_every_page_has_its_language_one_heading_and_one_main(db: None, path: str) -> None:
    page = outline(path)
    (html,) = page.all("html")
    assert (html["lang"], html["dir"]) == (path.split("/")[1], "ltr")
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert page.levels[0] == 1
    assert all(
        after <= before + 1 for before, after in zip(page.levels, page.levels[1:], strict=False)
    )


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_links_to_its_alternates_and_they_link_back(
    client: Client, db: None, path: str
) -> None:
    alternates = hreflangs(path)
    assert set(alternates) == {*LANGUAGES, "x-default"}
    for alternate in alternates.values():
        assert hreflangs(urlsplit(alternate).path) == alternates


def hreflangs(path: str) -> dict[str, str]:
    links = outline(path).all("link")
    return {link["hreflang"]: link["href"] for link in links if link.get("hreflang")}


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_names_itself_as_canonical(db: None, path: str) -> None:
    links = outline(path).all("link")
    canonical = [urlsplit(link["href"]).path for link in links if link.get("rel") == "canonical"]
    assert canonical == [path]


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_has_a_printer_friendly_version(db: None, path: str) -> None:
    page = outline(f"{path}print/")
    assert page.all("html")[0]["lang"] == path.split("/")[1]
    assert [nav["class"] for nav in page.all("nav")] == ["sheet__tools"]
    assert [form["method"] for form in page.all("form")] == ["get"]
    assert len(page.all("h1")) == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_crawl_from_home_finds_every_page_and_no_dead_link(db: None, language: str) -> None:
    found = dict(crawl(f"/{language}/"))
    assert {
        path: status
        for path, status in found.items()
        if status != 200 and not leads_on(path, status)
    } == {}
    reached = {path for path in found if path.startswith(f"/{language}/")}
    assert {address(path, language) for path in PATHS} <= reached


def leads_on(path: str, status: int) -> bool:
    """A contribution cited by its number leads to its session; taking part, to signing in."""
    cited = re.search(r"/contributions/\d+/(\?translations=1)?$", path) is not None
    return (status == 301 and cited) or (status == 302 and "/taking-part/" in path)


def crawl(start: str) -> Iterator[tuple[str, int]]:
    """Every internal address reachable from `start`, with its status.

    Not PDFs: tests/printing has those.
    """
    waiting, seen = [start], {start}
    while waiting:
        path = waiting.pop()
        yield path, answer_at(path)[0]
        for target in linked_from(path) - seen:
            seen.add(target)
            waiting.append(target)


@cache
def linked_from(path: str) -> frozenset[str]:
    """Internal addresses that a page links to."""
    tags = Outline(answer_at(path)[1]).tags
    targets = {attributes.get("href", "") for tag, attributes in tags if tag in ("a", "link")}
    return frozenset(
        target for target in targets if target.startswith("/") and not target.endswith(".pdf")
    )


@pytest.mark.parametrize(
    "path", [path for path in [*ADDRESSES, *ASKED] if not path.startswith("/en/")]
)
def test_no_english_is_left_on_a_page_in_another_language(db: None, path: str) -> None:
    html = re.sub(r"https?://\S+", " ", html_at(path))
    # What is marked as English may be English.
    html = re.sub(r'<(\w+)[^>]* lang="en"[^>]*>.*?</\1>', " ", html, flags=re.DOTALL)
    visible = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    names = re.sub(r"english", "", visible, flags=re.IGNORECASE)
    assert re.findall(r"\b(?:the|and|of|with|this|is|to|for|Home|Search)\b", names) == []


def test_there_are_as_many_pages_in_each_language(db: None) -> None:
    live = Page.objects.filter(live=True, depth__gt=1)
    counts = {
        language: live.filter(locale__language_code=language).count() for language in LANGUAGES
    }
    assert counts["en"] >= len(PATHS)
    assert len(set(counts.values())) == 1


def test_the_page_tree_is_sound(db: None) -> None:
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("path", [path for path in PATHS if path])
def test_every_page_has_a_summary_and_a_search_description_in_each_language(
    page_at: PageFinder, path: str
) -> None:
    pages = [page_at(path, language) for language in LANGUAGES]
    assert all(page.summary and page.search_description for page in pages)
    assert len({page.search_description for page in pages}) == len(LANGUAGES)


@pytest.mark.slow
def test_every_page_is_valid_html(client: Client, db: None, tmp_path: Path) -> None:
    jar = html_checker()
    printed = [f"{path}print/" for path in ADDRESSES]
    for number, path in enumerate([*ADDRESSES, *printed, *ASKED]):
        (tmp_path / f"{number:03}.html").write_text(html_at(path))
    (tmp_path / "404.html").write_bytes(client.get("/fr/nothing/").content)
    (tmp_path / "search.html").write_bytes(client.get("/es/search/?q=protocolo").content)
    command = ["java", "-jar", str(jar), "--errors-only", "--skip-non-html", str(tmp_path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
