"""Instants in the reader's own time zone, in Chromium."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

import pytest

from tests.browser.test_reading import MAINSTREAMING, url

SHIFTS = """() => new Promise(resolve => {
  new PerformanceObserver(list => resolve(list.getEntries().map(entry => entry.value)))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve([]), 500);
})"""


def closing(browser: Any, address: str, **options: Any) -> str:
    """What the page says of the closing, with the reader's settings."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(address)
    text = str(page.locator(".conference-head .instants dd").last.inner_text())
    context.close()
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("language", "zone", "expected"),
    [
        ("en", "Asia/Kolkata", "7 February 2009, 05:29 GMT+5:30 in your time zone"),
        ("es", "America/Bogota", "6 de febrero de 2009, 18:59 GMT-5 en su zona horaria"),
        ("fr", "Africa/Lusaka", "7 février 2009, 1 h 59 UTC+2 dans votre fuseau horaire"),
    ],
)
def test_the_own_time_zone_is_added_in_the_language_of_the_page(
    site: str, browser: Any, language: str, zone: str, expected: str
) -> None:
    # The browser speaks another language than the page.
    text = closing(browser, url(site, MAINSTREAMING, language), timezone_id=zone, locale="de-DE")
    assert ("23 h 59 UTC" if language == "fr" else "23:59 UTC") in text
    assert text.endswith(f" ({expected})")


@pytest.mark.parametrize("options", [{"timezone_id": "UTC"}, {"java_script_enabled": False}])
def test_without_a_zone_of_their_own_or_a_script_readers_get_utc(
    site: str, browser: Any, options: dict[str, Any]
) -> None:
    address = url(site, MAINSTREAMING, "fr")
    options = {"timezone_id": "Asia/Kolkata"} | options
    assert closing(browser, address, **options) == "6 février 2009, 23 h 59 UTC"


def test_nothing_moves_when_the_time_zone_is_added(site: str, browser: Any) -> None:
    context = browser.new_context(timezone_id="Asia/Kolkata")
    page = context.new_page()
    page.goto(url(site, MAINSTREAMING, "es"), wait_until="networkidle")
    assert page.locator(".own-zone").count() == 2
    assert page.evaluate(SHIFTS) == []
    context.close()


def test_paper_says_utc_alone(site: str, browser: Any) -> None:
    context = browser.new_context(timezone_id="Asia/Kolkata")
    page = context.new_page()
    page.goto(url(site, MAINSTREAMING, "en"))
    page.emulate_media(media="print")
    assert [each.is_visible() for each in page.locator(".own-zone").all()] == [False, False]
    context.close()


def test_the_own_time_zone_fits_a_narrow_screen(site: str, browser: Any) -> None:
    context = browser.new_context(
        timezone_id="Asia/Kolkata", viewport={"width": 320, "height": 800}
    )
    page = context.new_page()
    page.goto(url(site, MAINSTREAMING, "fr"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_the_script_is_small() -> None:
    path = finders.find("core/own-zone.js")
    assert path is not None
    assert Path(path).stat().st_size <= 1500


def test_pages_without_instants_do_not_ask_for_the_script(site: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(url(site, "protocol", "en"))
    assert page.locator("script[src*='own-zone']").count() == 0
    page.close()
