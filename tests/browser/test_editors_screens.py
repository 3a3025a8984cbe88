"""Board, question, dashboard, guide and guided form in a browser, in each language."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import running_site
from tests.browser.editors_screens import FILLING, board_address, signed_in
from tests.browser.test_reading import assert_no_barrier


@pytest.fixture(scope="module")
def working_site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_site(tmp_path_factory.mktemp("editors"), FILLING) as address:
        yield address


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_screens_of_editors_have_no_barrier(
    language: str, working_site: str, browser: Any
) -> None:
    site = working_site
    with signed_in(browser, site, "editor", language) as page:
        board = board_address(page, site)
        assert page.locator("html").get_attribute("lang") == language
        screens = [
            f"{site}/admin/",
            board,
            board.replace("/board/", "/publish/"),
            f"{site}/admin/new-conference/",
            f"{site}/admin/guide/conference-board/",
        ]
        for address in screens:
            page.goto(address, wait_until="networkidle")
            assert_no_barrier(page)


def test_an_editor_publishes_what_is_complete_with_one_question(
    working_site: str, browser: Any
) -> None:
    site = working_site
    with signed_in(browser, site, "editor", "en") as page:
        page.goto(board_address(page, site))
        page.get_by_role("link", name="Publish what is complete…").click()
        page.get_by_role("heading", name="2 pages go out").wait_for()
        assert "Missing: Theme" in page.locator("main").inner_text()
        page.get_by_role("button", name="Yes, publish them").click()
        page.get_by_role("link", name="Go on").click()
        page.wait_for_url("**/board/")
        row = page.get_by_role("row", name="Session 1")
        assert row.get_by_role("link").first.inner_text() == "Published"
        row = page.get_by_role("row", name="Session 2")
        assert row.get_by_role("link").first.inner_text() == "Draft"
