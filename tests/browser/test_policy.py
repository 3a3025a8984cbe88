"""What browsers refuse under the content security policy: nothing of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.browser.conftest import running_site
from tests.browser.test_reading import MAINSTREAMING, PORTAL, TEMPLATES, url
from tests.whole_site_urls import LANGUAGES

LISTEN = """document.addEventListener("securitypolicyviolation", (event) =>
  report([event.effectiveDirective, event.blockedURI, event.sourceFile, event.sample].join(" ")))"""
ADMIN = [
    "",
    "pages/",
    "images/add/",
    "documents/add/",
    "images/",
    "documents/",
    "users/",
    "reports/site-history/",
    "account/",
    "settings/",
    "translations/",
]


@contextmanager
def watched(browser: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page, and what its browser refuses, a line each."""
    refused: list[str] = []
    context = browser.new_context()
    context.expose_binding(
        "report", lambda source, text: refused.append(f"{source['page'].url} {text}")
    )
    context.add_init_script(LISTEN)
    yield context.new_page(), refused
    context.close()


def sign_in(page: Any, site: str, username: str = "admin") -> None:
    page.goto(f"{site}/admin/")
    page.locator("input[type=password]").fill("demo")
    page.locator("input[name=login], input[name=username]").fill(username)
    page.locator("main button[type=submit], form button[type=submit]").first.click()
    page.wait_for_url(f"{site}/admin/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_refused_on_any_page_for_readers(site: str, browser: Any, language: str) -> None:
    with watched(browser) as (page, refused):
        for path in TEMPLATES:
            page.goto(url(site, path, language), wait_until="load")
        page.goto(f"{site}/{language}/{MAINSTREAMING}/print/all/", wait_until="load")
        for path in ("login/", "password_reset/", "password_reset/done/"):
            page.goto(f"{site}/admin/{path}", wait_until="load")
    assert refused == []


def test_nothing_is_refused_in_the_admin_nor_to_an_editor_on_a_page(
    site: str, browser: Any
) -> None:
    with watched(browser) as (page, refused):
        sign_in(page, site)
        for path in ADMIN:
            page.goto(f"{site}/admin/{path}", wait_until="load")
        page.goto(url(site, MAINSTREAMING, "en"), wait_until="load")
        assert page.locator("wagtail-userbar").count() == 1
        page.locator("wagtail-userbar button").first.click()
        page.wait_for_timeout(500)
        page.locator("wagtail-userbar a[href*='/edit/']").first.click()
        page.wait_for_load_state("networkidle")
        page.locator("[contenteditable=true]").first.click()
    assert refused == []


def test_no_script_of_a_text_runs_in_a_browser(
    browser: Any, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each payload in every input; what the browser refuses would have been let out by us."""
    filling = "from tests.security.attacked import fill; fill()"
    with (
        running_site(tmp_path_factory.mktemp("attacked"), filling) as site,
        watched(browser) as (page, refused),
    ):
        base = f"{site}/en/{PORTAL}/attacked"
        for address in (
            f"{base}/",
            f"{base}/introduction/",
            f"{base}/session/",
            f"{base}/print/all/",
            f"{site}/en/search/?q=zebrafinch",
            f"{site}/en/search/?q=%22%3E%3Cimg%20src=x%20onerror=window.__xss=1%3E",
        ):
            assert page.goto(address, wait_until="load").status == 200
            assert page.evaluate("window.__xss") is None, address
        sign_in(page, site)
        page.goto(f"{base}/", wait_until="load")
        edit = page.locator("wagtail-userbar a[href*='/edit/']").first.get_attribute("href")
        for path in ("/admin/", "/admin/reports/site-history/", edit):
            page.goto(f"{site}{path}", wait_until="networkidle")
            assert page.evaluate("window.__xss") is None, path
    assert refused == []
