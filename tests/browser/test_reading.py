"""Reading the site in Chromium: accessibility, reflow, weight, paper."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.whole_site_urls import LANGUAGES, address

PORTAL = "protocol/capacity-building/portal"
ARCHIVE = f"{PORTAL}/archive"
MAINSTREAMING = f"{ARCHIVE}/mainstreaming"
# What each language writes alike, so that one address finds the same in all of them.
SYMBOL, MISSPELT = "BS-III/3", "lusakka"
FILTERED = (
    f"{ARCHIVE}/?q={SYMBOL}&year=2009&topic=development-planning&instrument=poverty-reduction"
)
# One page of every template, and of what a template looks like when more is asked of it.
TEMPLATES = [
    "",
    "privacy",
    "protocol",
    "protocol/glossary",
    "protocol/capacity-building",
    PORTAL,
    f"{PORTAL}/open",
    f"{PORTAL}/extended",
    ARCHIVE,
    FILTERED,
    f"{ARCHIVE}/?sort=title&language=fr",
    f"{ARCHIVE}/?year=1066&q=qqqzzz",
    f"{ARCHIVE}/risk-assessment",
    MAINSTREAMING,
    f"{MAINSTREAMING}/introduction",
    f"{MAINSTREAMING}/objectives",
    f"{MAINSTREAMING}/agenda",
    f"{MAINSTREAMING}/session-1",
    f"{MAINSTREAMING}/session-1/print",
    f"{MAINSTREAMING}/outcomes",
    "search/?q=",
    "search/?q=UNEP",
    f"search/?q={SYMBOL}&year=2009&section=archive",
    f"search/?q={MISSPELT}",
    "nothing",
]
CHECKED = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # Of the thousands that are passed, nothing is reported.
    "resultTypes": ["violations"],
}
# The only rule that a dark screen can break where a light one keeps it.
CONTRAST = CHECKED | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# Nobody touches a link on paper.
ON_PAPER = CHECKED | {"rules": {"target-size": {"enabled": False}}}
MAX_REQUESTS = 4
MAX_BYTES = 40_000


def url(site: str, path: str, language: str) -> str:
    whole = f"/{language}/{path}" if "?" in path else address(path, language)
    return f"{site}{whole}"


def assert_no_barrier(page: Any, checked: dict[str, Any] = CHECKED) -> None:
    """As the page is shown now. Its first call brings the checker into the page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = AxeResults(page.evaluate("options => axe.run(options)", checked))
    assert results.violations_count == 0, results.generate_report()


@dataclass
class Loaded:
    page: Any
    asked: list[Any]
    """All requests of the page until now."""
    is_audited: bool

    def assert_light(self, site: str) -> None:
        """Few requests, all to the site itself, and few bytes."""
        assert len(self.asked) <= MAX_REQUESTS
        assert all(request.url.startswith(site) for request in self.asked)
        bodies = [request.response().body() for request in self.asked]
        assert sum(len(gzip.compress(body)) for body in bodies) <= MAX_BYTES


# Mark-up and colours are the same in all languages: each page is audited in one of them, in turn.
AUDITED = {(path, LANGUAGES[number % len(LANGUAGES)]) for number, path in enumerate(TEMPLATES)}


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[Any]:
    """One for all pages, since a process of the browser for each would take longer than the page.

    It keeps no files, as that of a reader who comes for the first time.
    """
    context = browser.new_context()
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    yield page
    context.close()


@pytest.fixture(
    scope="module",
    params=[(path, language) for path in TEMPLATES for language in LANGUAGES],
    ids=lambda asked: "-".join(asked),
)
def loaded(request: Any, site: str, window: Any) -> Iterator[Loaded]:
    """Each page once."""
    asked: list[Any] = []

    def listen(one: Any) -> None:
        asked.append(one)

    window.emulate_media(media="null", color_scheme="null")
    window.on("request", listen)
    window.goto(url(site, *request.param))
    yield Loaded(window, asked, request.param in AUDITED)
    window.remove_listener("request", listen)


def test_a_page_is_light_asks_nobody_else_and_leaves_no_cookie(loaded: Loaded, site: str) -> None:
    loaded.assert_light(site)
    assert loaded.page.context.cookies() == []


def test_no_barrier_and_no_sideways_scroll(loaded: Loaded, site: str) -> None:
    page = loaded.page
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        if loaded.is_audited:
            for scheme, checked in (("light", CHECKED), ("dark", CONTRAST)):
                page.emulate_media(color_scheme=scheme)
                assert_no_barrier(page, checked)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    # As a phone of 360 pixels shows it to a reader whose letters are twice as large.
    page.set_viewport_size({"width": 180, "height": 400})
    assert page.evaluate("document.documentElement.scrollWidth") <= 180
    page.emulate_media(media="print", color_scheme="null")
    if loaded.is_audited:
        assert_no_barrier(page, ON_PAPER)
    visible = page.locator("nav:not(.trail), form, button, input").evaluate_all(
        "elements => elements.filter(e => e.checkVisibility()).map(e => e.outerHTML)"
    )
    assert visible == []
    # Nor has anything been asked for since the page was there.
    loaded.assert_light(site)


def test_the_pages_with_more_show_it(site: str, browser: Any) -> None:
    """So that none of the templates above is looked at empty."""
    page = browser.new_page()
    shown = {
        PORTAL: [".news li", ".listing__item", ".dates__left"],
        f"{PORTAL}/extended": [".conference-head"],
        FILTERED: [".chosen a", ".listing__item", ".filters select"],
        f"{ARCHIVE}/risk-assessment": [".chain__files a", ".chain__title a"],
        f"{MAINSTREAMING}/outcomes": [".answers__row"],
        f"search/?q={SYMBOL}&year=2009&section=archive": [".results__item", "select"],
        f"search/?q={MISSPELT}": [".results__suggestion a"],
    }
    for language in LANGUAGES:
        for path, selectors in shown.items():
            page.goto(url(site, path, language))
            counts = {selector: page.locator(selector).count() for selector in selectors}
            assert all(counts.values()), (path, language, counts)
    page.close()


def test_everything_can_be_read_and_reached_without_javascript(site: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/en/{MAINSTREAMING}/objectives/")
    page.get_by_role("link", name="français").click()
    assert page.url == f"{site}/fr/{MAINSTREAMING}/objectives/"
    page.get_by_role("link", name="Version imprimable").click()
    assert page.url.endswith("/objectives/print/")
    assert page.locator("ol.numbered > li").count() == 4
    context.close()


def test_the_keyboard_reaches_the_text_first(site: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"{site}/es/protocol/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


# --- The first screen of a phone ----------------------------------------------------------------

PHONE = {"width": 360, "height": 740}
FIRST_SENTENCE = ".page-head .summary, .text p"


@pytest.fixture(scope="module")
def phone(browser: Any) -> Iterator[Any]:
    """A page on a phone whose browser runs no scripts."""
    page = browser.new_page(viewport=PHONE, java_script_enabled=False)
    yield page
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    [
        "",
        "protocol",
        "protocol/glossary",
        PORTAL,
        f"{PORTAL}/open",
        ARCHIVE,
        MAINSTREAMING,
        f"{MAINSTREAMING}/introduction",
        f"{MAINSTREAMING}/agenda",
        f"{MAINSTREAMING}/session-1",
    ],
)
def test_heading_and_first_sentence_are_on_a_phones_first_screen(
    phone: Any, site: str, path: str, language: str
) -> None:
    phone.goto(url(site, path, language))
    heading = phone.locator("h1").bounding_box()
    sentence = phone.locator(FIRST_SENTENCE).first.bounding_box()
    assert heading["y"] + heading["height"] < PHONE["height"]
    assert sentence["y"] + sentence["height"] < PHONE["height"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conferences_dates_take_one_line_on_a_phone(phone: Any, site: str, language: str) -> None:
    phone.goto(url(site, f"{MAINSTREAMING}/introduction", language))
    dates = phone.locator(".page-head .dates__short").first.bounding_box()
    assert dates["height"] < 30


def test_menus_unfold_without_a_script_on_a_phone_and_are_open_on_a_desk(
    browser: Any, site: str
) -> None:
    page = browser.new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(url(site, f"{MAINSTREAMING}/session-1", "fr"))
    menus = {"Menu": ".main-nav a >> nth=0", "Dans cette section": ".section-nav a >> nth=0"}
    for summary, link in menus.items():
        assert not page.locator(link).is_visible()
        page.locator("summary", has_text=summary).click()
        assert page.locator(link).is_visible()
    page.close()
    page = browser.new_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    page.goto(url(site, f"{MAINSTREAMING}/session-1", "fr"))
    assert all(page.locator(link).is_visible() for link in menus.values())
    assert not page.locator("summary").first.is_visible()
    page.close()
