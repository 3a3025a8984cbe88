"""The translators' workspace from right to left, and without barriers, in Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.browser.conftest import running_site
from tests.browser.signing_in import sign_in
from tests.browser.test_reading import CHECKED, MAINSTREAMING, url
from tests.browser.test_reading import assert_no_barrier as assert_page_has_no_barrier

pytestmark = pytest.mark.slow

# First what the seed has not in Arabic, which only this suite knows as a language of the site.
FILLING = """
from wagtail.models import Locale, Page
arabic = Locale.objects.get(language_code="ar")
english = Page.objects.filter(depth__gt=1, locale__language_code="en").order_by("path")
for page in english.specific():
    if page.has_translation(arabic):
        continue
    copy = page.copy_for_translation(arabic)
    copy.title = "بناء القدرات"
    copy.summary = "مؤتمر عبر الإنترنت في مجال السلامة الأحيائية والتنمية الوطنية."
    copy.save_revision().publish()
from tests.translation.conftest import add_conference, submit_page
from capacity.models import PortalPage
portal = PortalPage.objects.get(locale__language_code="en")
conference = add_conference(portal, "right-to-left")
for code in ("ar", "fr"):
    submit_page(conference, code)
"""


@pytest.fixture(scope="module")
def arabic_site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address."""
    folder = tmp_path_factory.mktemp("right-to-left")
    with running_site(folder, FILLING, languages="en,es,fr,ar") as address:
        yield address


@pytest.fixture(scope="module")
def workspace_page(arabic_site: str, browser: Any) -> Iterator[Any]:
    """A page in which a moderator is signed in."""
    context = browser.new_context(
        base_url=arabic_site, viewport={"width": 1280, "height": 800}, bypass_csp=True
    )
    context.set_default_timeout(20_000)
    sign_in(context, arabic_site, "moderator")
    yield context.new_page()
    context.close()


def open_workspace(page: Any, language: str) -> None:
    page.goto(f"/admin/translation-workspace/?language={language}")
    page.locator("#workspace[data-state=ready]").wait_for()


def assert_no_barrier(page: Any) -> None:
    """In the workspace itself; around it stands Wagtail's own admin."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run('#workspace', options)", CHECKED)
    results = AxeResults(found)
    assert results.violations_count == 0, results.generate_report()


def test_arabic_is_written_from_right_to_left_beside_an_english_original(
    workspace_page: Any,
) -> None:
    page = workspace_page
    open_workspace(page, "ar")
    directions = page.evaluate(
        "['#workspace-text', '#workspace-source'].map("
        "which => getComputedStyle(document.querySelector(which)).direction)"
    )
    assert directions == ["rtl", "ltr"]
    assert_no_barrier(page)
    page.keyboard.press("?")
    page.locator("#workspace-text").fill("مؤتمر 2031")
    assert page.locator("#workspace-text").input_value() == "مؤتمر 2031"


def test_a_screen_from_right_to_left_is_mirrored_and_has_no_barrier(workspace_page: Any) -> None:
    page = workspace_page
    open_workspace(page, "ar")
    places = (
        "['.workspace__queue', '#workspace-side'].map("
        "which => document.querySelector(which).getBoundingClientRect().left)"
    )
    queue, side = page.evaluate(places)
    assert queue < side
    page.evaluate("document.documentElement.dir = 'rtl'")
    queue, side = page.evaluate(places)
    assert queue > side
    assert page.evaluate("document.querySelector('#workspace').scrollWidth") <= 1280
    assert_no_barrier(page)


def test_no_dangerous_button_of_the_stock_editor_is_prominent(workspace_page: Any) -> None:
    page = workspace_page
    open_workspace(page, "fr")
    page.goto(page.locator("#workspace-place a").first.get_attribute("href"))
    stop = page.locator(".js-translation-editor footer .button.action-secondary").first
    stop.wait_for(state="attached")
    colour = stop.evaluate("button => getComputedStyle(button).backgroundColor")
    assert colour == "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("path", ["", "protocol/capacity-building", f"{MAINSTREAMING}/objectives"])
def test_a_page_for_readers_has_no_barrier_from_right_to_left(
    arabic_site: str, browser: Any, path: str
) -> None:
    page = browser.new_page()
    page.goto(url(arabic_site, path, "ar"))
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert_page_has_no_barrier(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    name, search = (page.locator(part).bounding_box() for part in (".site-name a", ".site-search"))
    assert name["x"] > search["x"]
    page.close()
