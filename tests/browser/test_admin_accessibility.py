"""Every screen that this site adds to the admin or offers to participants has no barrier (axe).

Those of editors in each language; one of them is then used, with its question.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import running_site
from tests.browser.editors import expect_question, expect_saved, open_editor
from tests.browser.editors_screens import FILLING, board_address, signed_in
from tests.browser.test_reading import assert_no_barrier

pytestmark = pytest.mark.slow

ADMIN_SCREENS = [
    "guide/",
    "import-pages/",
    "terms/import/",
    "terms/import-authentic-texts/",
    "reports/translation-checks/",
    "reports/translation-board/",
    "reports/links/",
    "translation-files/",
    "translation-memory/",
    "translation-rights/",
    "translation-workspace/",
    "work-packages/",
    "work-packages/new/",
    "contributions/",
    "contributions/registrations/",
    "contributions/conferences/",
    "settings/core/sitesettings/",
    "snippets/terms/concept/",
    "snippets/terms/authentictext/",
    "jobs/",
    "locales/new/",
]
DEMO = "protocol/capacity-building/portal/demo"
PUBLIC_SCREENS = [
    "taking-part/",
    "taking-part/sign-in/",
    f"{DEMO}/",
    f"{DEMO}/session-1/",
    f"{DEMO}/contributions/",
    f"{DEMO}/print/",
]


@pytest.fixture(scope="module")
def working_site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_site(tmp_path_factory.mktemp("accessibility"), FILLING) as address:
        yield address


@pytest.fixture(scope="module")
def admin(working_site: str, browser: Any) -> Iterator[Any]:
    with signed_in(browser, working_site, "admin", "en") as page:
        yield page


@pytest.mark.parametrize("screen", ADMIN_SCREENS)
def test_a_screen_of_the_admin_has_no_barrier(screen: str, working_site: str, admin: Any) -> None:
    answer = admin.goto(f"{working_site}/admin/{screen}")
    assert answer.status == 200
    assert_no_barrier(admin)


def test_extending_and_correcting_a_conference_have_no_barrier(
    working_site: str, admin: Any
) -> None:
    board = board_address(admin, working_site)
    for screen in ("extend", "board", "publish"):
        assert admin.goto(board.replace("/board/", f"/{screen}/")).status == 200
        assert_no_barrier(admin)


def test_the_questions_about_a_colleagues_change_have_no_barrier(
    working_site: str, admin: Any, browser: Any
) -> None:
    admin.goto(f"{working_site}/admin/snippets/conference/topic/")
    topic = admin.locator("main a[href*='/topic/edit/']").first.get_attribute("href")
    admin.goto(board_address(admin, working_site))
    row = admin.get_by_role("row", name="Introduction")
    page = row.get_by_role("link").first.get_attribute("href")
    with signed_in(browser, working_site, "editor", "en") as editor:
        for address in (page, topic):
            for window in (admin, editor):
                open_editor(window, f"{working_site}{address}")
            save(editor)
            expect_saved(editor)
            save(admin)
            expect_question(admin)
            assert_no_barrier(admin)


def save(window: Any) -> None:
    window.get_by_role("button", name=re.compile("^Save( draft)?$")).first.click()


@pytest.mark.parametrize("screen", PUBLIC_SCREENS)
def test_a_screen_for_participants_and_printing_has_no_barrier(
    screen: str, working_site: str, browser: Any
) -> None:
    page = browser.new_page()
    assert page.goto(f"{working_site}/en/{screen}").status == 200
    assert_no_barrier(page)
    page.close()


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
            page.goto(address)
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
