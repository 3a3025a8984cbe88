"""An editor's day, in Chromium and at a human pace, with a colleague beside.

Each test has a page of its own, so that they can share the site.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Error, Route
from playwright.sync_api import Page as Window

from tests.browser import editors
from tests.browser.editors import OpenWindow
from tests.browser.signing_in import sign_in

PORTAL = "protocol/capacity-building/portal"
MAINSTREAMING = f"{PORTAL}/archive/mainstreaming"
FIELD = "summary"


@pytest.fixture(scope="module")
def keys(site: str, browser: Any) -> Iterator[dict[str, Any]]:
    """Browsers in which the demo accounts are signed in, by user name."""
    contexts: dict[str, Any] = {}
    for username in ("editor", "admin"):
        contexts[username] = context = browser.new_context(viewport={"width": 1280, "height": 1000})
        # The admin's first page, with all its files, takes its time on a busy machine.
        context.set_default_timeout(90_000)
        sign_in(context, site, username)
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def open_window(keys: dict[str, Any]) -> Iterator[OpenWindow]:
    """One more window of a demo account; whatever it asks on leaving is confirmed."""
    windows: list[Window] = []

    def open_as(username: str) -> Window:
        window: Window = keys[username].new_page()
        window.on("dialog", lambda dialog: dialog.accept())
        windows.append(window)
        return window

    yield open_as
    for window in windows:
        window.close()


def editor_of(site: str, window: Window, path: str) -> str:
    number = editors.number_of(window, f"{site}/en/{path}/")
    return f"{site}/admin/pages/{number}/edit/"


def history_of(window: Window, editor: str) -> str:
    window.goto(editor.replace("/edit/", "/history/"))
    return str(window.locator("main").inner_text())


def test_an_editor_waits_for_saved_saves_goes_on_and_publishes(
    site: str, open_window: OpenWindow
) -> None:
    window = open_window("editor")
    path = f"{MAINSTREAMING}/session-2"
    editors.open_editor(window, editor_of(site, window, path))
    editors.write(window, FIELD, "Written in the morning.")
    editors.wait_for_saved(window)
    editors.save_draft(window)
    editors.expect_saved(window)
    editors.read(window)
    assert editors.value_of(window, FIELD) == "Written in the morning."
    editors.write(window, FIELD, "Written at noon.")
    editors.wait_for_saved(window)
    editors.write(window, FIELD, "Written in the evening.")
    editors.wait_for_saved(window)
    editors.publish(window)
    editors.expect_saved(window)
    window.goto(f"{site}/en/{path}/")
    assert "Written in the evening." in window.locator("main").inner_text()


def test_a_button_is_pressed_while_a_save_is_under_way(site: str, open_window: OpenWindow) -> None:
    window = open_window("editor")
    editor = editor_of(site, window, f"{MAINSTREAMING}/session-3")
    editors.open_editor(window, editor)
    slow_down_saves(window)
    with window.expect_request(is_automatic_save):
        editors.write(window, FIELD, "Written in haste.")
    editors.publish(window)
    editors.expect_saved(window)
    editors.open_editor(window, editor)
    assert editors.value_of(window, FIELD) == "Written in haste."
    window.goto(f"{site}/en/{MAINSTREAMING}/session-3/")
    assert "Written in haste." in window.locator("main").inner_text()


def test_a_new_page_is_made_once_though_its_first_save_is_under_way(
    site: str, open_window: OpenWindow
) -> None:
    window = open_window("editor")
    portal = editors.number_of(window, f"{site}/en/{PORTAL}/")
    editors.open_editor(window, f"{site}/admin/pages/add/conference/conferencepage/{portal}/")
    slow_down_saves(window)
    editors.write(window, "full_title", "Capacity-building for a day in haste")
    with window.expect_request(is_automatic_save):
        editors.write(window, "title", "In haste")
        window.keyboard.press("Tab")
    editors.save_draft(window)
    editors.expect_saved(window)
    window.goto(f"{site}/admin/pages/{portal}/?q=In+haste")
    assert window.get_by_role("link", name="In haste", exact=True).count() == 1


def test_a_button_is_pressed_after_automatic_saves_have_failed(
    site: str, open_window: OpenWindow
) -> None:
    window = open_window("editor")
    editors.open_editor(window, editor_of(site, window, f"{MAINSTREAMING}/introduction"))
    editors.write(window, FIELD, "Saved before it failed.")
    editors.wait_for_saved(window)
    window.route(is_editor, lambda route: answer_automatic_saves(route, 503))
    editors.write(window, FIELD, "Written while it failed.")
    editors.wait_for_paused(window)
    editors.save_draft(window)
    editors.expect_saved(window)
    assert editors.value_of(window, FIELD) == "Written while it failed."


def test_nobody_is_asked_in_two_tabs_of_their_own(site: str, open_window: OpenWindow) -> None:
    first, second = open_window("editor"), open_window("editor")
    editor = editor_of(site, first, f"{MAINSTREAMING}/session-4")
    editors.open_editor(first, editor)
    editors.open_editor(second, editor)
    editors.write(first, FIELD, "Written in the first tab.")
    editors.wait_for_saved(first)
    editors.save_draft(first)
    editors.expect_saved(first)
    # The second tab still shows the page as it was before, and is not opened again.
    editors.write(second, FIELD, "Written in the second tab.")
    editors.wait_for_saved(second)
    editors.save_draft(second)
    editors.expect_saved(second)
    assert editors.value_of(second, FIELD) == "Written in the second tab."
    editors.write(first, FIELD, "Written in the first tab again.")
    editors.wait_for_saved(first)
    editors.save_draft(first)
    editors.expect_saved(first)
    assert editors.value_of(first, FIELD) == "Written in the first tab again."


def test_nobody_is_asked_about_an_automatic_save_whose_answer_was_lost(
    site: str, open_window: OpenWindow
) -> None:
    window = open_window("editor")
    editors.open_editor(window, editor_of(site, window, f"{MAINSTREAMING}/objectives"))
    window.route(is_editor, lose_answers_of_automatic_saves)
    with window.expect_event("requestfailed", is_automatic_save):
        editors.write(window, FIELD, "Saved, but not heard of.")
    window.unroute(is_editor)
    editors.write(window, FIELD, "Written after that.")
    editors.wait_for_saved(window)
    editors.save_draft(window)
    editors.expect_saved(window)
    assert editors.value_of(window, FIELD) == "Written after that."


def test_a_colleague_saved_first_and_is_not_written_over_unasked(
    site: str, open_window: OpenWindow
) -> None:
    window, colleague = open_window("editor"), open_window("admin")
    editor = editor_of(site, window, f"{MAINSTREAMING}/agenda")
    editors.open_editor(window, editor)
    editors.open_editor(colleague, editor)
    editors.write(colleague, FIELD, "Written by the colleague.")
    editors.wait_for_saved(colleague)
    editors.write(window, FIELD, "Written a moment later.")
    editors.wait_for_paused(window)
    editors.save_draft(window)
    editors.expect_question(window)
    # The colleague goes on undisturbed.
    editors.save_draft(colleague)
    editors.expect_saved(colleague)
    assert editors.value_of(colleague, FIELD) == "Written by the colleague."
    window.get_by_role("button", name="Save my version").click()
    editors.expect_question(window)
    window.get_by_role("button", name="Save my version").click()
    editors.expect_saved(window)
    assert editors.value_of(window, FIELD) == "Written a moment later."


def test_a_colleague_who_went_on_from_ones_automatic_save_is_not_written_over_unasked(
    site: str, open_window: OpenWindow
) -> None:
    window, colleague = open_window("editor"), open_window("admin")
    editor = editor_of(site, window, f"{MAINSTREAMING}/outcomes")
    editors.open_editor(window, editor)
    editors.write(window, FIELD, "Begun by the editor.")
    editors.wait_for_saved(window)
    editors.open_editor(colleague, editor)
    assert editors.value_of(colleague, FIELD) == "Begun by the editor."
    editors.write(colleague, FIELD, "Finished by the colleague.")
    editors.wait_for_saved(colleague)
    editors.publish(colleague)
    editors.expect_saved(colleague)
    editors.write(window, FIELD, "Gone on by the editor.")
    editors.wait_for_paused(window)
    editors.publish(window)
    editors.expect_question(window)
    colleague.goto(f"{site}/en/{MAINSTREAMING}/outcomes/")
    assert "Finished by the colleague." in colleague.locator("main").inner_text()


def test_a_topic_is_saved_twice_in_a_row(site: str, open_window: OpenWindow) -> None:
    window = open_window("editor")
    window.goto(f"{site}/admin/snippets/conference/topic/")
    window.get_by_role("link", name="National capacities", exact=True).click()
    editor = window.url
    for name in ("National capacities and skills", "National capacities"):
        editors.open_editor(window, editor)
        editors.write(window, "name", name)
        window.get_by_role("button", name="Save", exact=True).click()
        editors.expect_saved(window)


def is_editor(address: str) -> bool:
    return address.endswith("/edit/") or "/pages/add/" in address


def is_automatic_save(request: Any) -> bool:
    return request.method == "POST" and request.headers.get("accept") == "application/json"


def slow_down_saves(window: Window) -> None:
    """What is saved automatically is kept at once, and the answer takes a second on its way."""

    def answer(route: Route) -> None:
        if not is_automatic_save(route.request):
            route.continue_()
            return
        kept = route.fetch()
        window.wait_for_timeout(1000)
        # A window that has gone on meanwhile takes no answer any more.
        with suppress(Error):
            route.fulfill(response=kept)

    window.route(is_editor, answer)


def lose_answers_of_automatic_saves(route: Route) -> None:
    """What is saved automatically is kept, and the connection breaks before the answer."""
    if is_automatic_save(route.request):
        route.fetch()
        route.abort()
    else:
        route.continue_()


def answer_automatic_saves(route: Route, status: int) -> None:
    if is_automatic_save(route.request):
        route.fulfill(status=status, json={"success": False})
    else:
        route.continue_()
