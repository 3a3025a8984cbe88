"""The translators' workspace from right to left, and without barriers, in Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.browser.conftest import ARABIC_PAGES, running_site
from tests.browser.test_reading import CHECKED

pytestmark = pytest.mark.slow

FILLING = f"""
{ARABIC_PAGES}
from tests.translation.conftest import add_conference, submit_page
from capacity.models import PortalPage
portal = PortalPage.objects.get(locale__language_code="en")
conference = add_conference(portal, "right-to-left")
for code in ("ar", "fr"):
    submit_page(conference, code)
"""


@pytest.fixture(scope="module")
def workspace_page(
    chromium: str, browser: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """A moderator's page, signed in, and the address of the site."""
    folder = tmp_path_factory.mktemp("right-to-left")
    with running_site(folder, FILLING, languages="en,es,fr,ar") as address:
        context = browser.new_context(
            base_url=address, viewport={"width": 1280, "height": 800}, bypass_csp=True
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("input[name=username]", "moderator")
        page.fill("input[name=password]", "demo")
        page.click("button[type=submit]")
        page.wait_for_url(f"{address}/admin/")
        yield page
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
