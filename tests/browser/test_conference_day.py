"""A conference from the guided form to the archive and back, with the wrong turns people take."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.browser import editors
from tests.browser.editors import OpenWindow
from tests.browser.test_editors_day import PORTAL, keys, open_window

__all__ = ["keys", "open_window"]
pytestmark = pytest.mark.slow

SLUG = "judged-day"
DAY = timedelta(days=1)


def test_a_conference_is_made_published_archived_taken_back_and_extended(
    site: str, open_window: OpenWindow, browser: Any, tmp_path: Path
) -> None:
    window = open_window("admin")
    make_conference(window, site)
    board = open_board(window, site)
    fill_objectives(window, board, tmp_path)
    window.goto(board)
    publish_from_board(window)
    for action, yes in (("Archive…", "Yes, archive it"), ("Take out of", "Yes, take it out")):
        window.goto(board)
        window.get_by_role("link", name=action).click()
        run_job(window, yes)
    window.goto(board)
    extend(window)
    see_on_a_phone(browser, site)


def make_conference(window: Window, site: str) -> None:
    """It closes before it opens, then opens in the past; the button is pressed twice."""
    now = datetime.now(UTC).replace(hour=0, minute=0)
    window.goto(f"{site}/admin/new-conference/")
    window.fill("#id_title", "Judged day")
    window.fill("#id_full_title", "Capacity-building for a judged day")
    window.fill("#id_slug", SLUG)
    window.fill("#id_sessions-0-theme", "The first theme")
    window.fill("#id_opens_at", f"{now - 20 * DAY:%Y-%m-%dT%H:%M}")
    window.fill("#id_closes_at", f"{now - 30 * DAY:%Y-%m-%dT%H:%M}")
    create = window.get_by_role("button", name="Create the conference as draft pages").first
    create.click()
    window.get_by_text("The conference cannot close before it opens.").wait_for()
    window.fill("#id_closes_at", f"{now - 2 * DAY:%Y-%m-%dT%H:%M}")
    create.click()
    window.get_by_label("Yes, the conference opens in the past").first.check()
    create.dblclick()
    window.wait_for_url(re.compile("/admin/jobs/"))
    window.get_by_role("link", name="Go on").click()
    expect(window.get_by_role("link", name="Session 1", exact=True)).to_have_count(1)


def open_board(window: Window, site: str) -> str:
    """Returns the board's address, from the list of conferences in the explorer."""
    number = re.search(r"/pages/(\d+)/", window.url)
    assert number is not None
    return f"{site}/admin/conferences/{number[1]}/board/"


def fill_objectives(window: Window, board: str, folder: Path) -> None:
    """An empty table and an image without a description are refused; then the session ends."""
    window.goto(board)
    window.get_by_role("row", name="Objectives").get_by_role("link").first.click()
    editors.read(window)
    add_block(window, "Table")
    editors.wait_for_saved(window)
    editors.publish(window)
    window.get_by_text("Give the table a caption.").wait_for()
    editors.read(window)
    # A form that was refused goes on being saved, more than once.
    for name, text in (("caption", "Records by region"), ("column-0-heading", "Region")):
        with window.expect_response(is_automatic_save):
            editors.write(window, f"body-0-value-{name}", text)
    add_image(window, folder)
    assert window.get_by_label("Region (1)").count() == 1
    editors.publish(window)
    window.get_by_text("This field is required.").first.wait_for()
    editors.read(window)
    cookies = window.context.cookies()
    window.context.clear_cookies(name="sessionid")
    editors.write(window, "body-1-value-alt", "A green field")
    editors.wait_for_paused(window)
    editors.save_draft(window)
    window.get_by_text("You have been signed out.").wait_for()
    window.context.add_cookies(cookies)
    editors.save_draft(window)
    editors.expect_saved(window)
    assert editors.value_of(window, "body-1-value-alt") == "A green field"


def is_automatic_save(response: Any) -> bool:
    request = response.request
    return bool(request.method == "POST" and request.headers.get("accept") == "application/json")


def add_block(window: Window, kind: str) -> None:
    body = window.locator("#panel-child-content-body-section")
    body.get_by_role("button", name="Insert a block").last.click()
    window.get_by_role("option", name=kind).first.click()


def add_image(window: Window, folder: Path) -> None:
    picture = folder / "field.png"
    Image.new("RGB", (400, 300), "green").save(picture)
    add_block(window, "Image")
    window.get_by_role("button", name="Choose an image").last.click()
    dialog = window.locator(".modal-content")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.locator("input[type=file]").set_input_files(picture)
    expect(dialog.locator("[name$='-upload-title']")).to_have_value("field")
    dialog.get_by_role("button", name="Upload", exact=True).click()
    dialog.wait_for(state="detached")


def publish_from_board(window: Window) -> None:
    window.get_by_role("link", name="Publish what is complete…").click()
    window.get_by_role("heading", name="5 pages go out").wait_for()
    run_job(window, "Yes, publish them")


def run_job(window: Window, button: str) -> None:
    window.get_by_role("button", name=button).dblclick()
    window.get_by_role("link", name="Go on").click(timeout=editors.PATIENCE)


def extend(window: Window) -> None:
    window.get_by_role("link", name="Extend…").click()
    closing = window.locator("[name=closing]")
    closing.fill(f"{datetime.now(UTC) + 9 * DAY:%Y-%m-%d} 00:00")
    window.get_by_role("button", name="Extend").dblclick()
    editors.expect_saved(window)


def see_on_a_phone(browser: Any, site: str) -> None:
    """The portal in Spanish and French knows the conference that nobody has translated."""
    phone = browser.new_page(viewport={"width": 360, "height": 740})
    for language, said in (("es", "en inglés"), ("fr", "en anglais")):
        phone.goto(f"{site}/{language}/{PORTAL}/")
        title = phone.get_by_role("link", name="Capacity-building for a judged day").first
        expect(title).to_be_visible()
        assert phone.locator("[lang=en]", has=title).count() or title.get_attribute("lang") == "en"
        assert said in phone.locator("main").inner_text()
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.goto(f"{site}/en/{PORTAL}/{SLUG}/objectives/")
    assert "Records by region" in phone.locator("main").inner_text()
    phone.close()
