"""The editor of pages in a browser, at the pace of the people who use it.

Wagtail looks at a form two seconds after it was opened, and every half second from then on; what
was typed before is not saved by itself. So a person reads first, and waits for "Saved".
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page as Window
from playwright.sync_api import expect

OpenWindow = Callable[[str], Window]
READING = 2_600
PATIENCE = 30_000


def number_of(window: Window, address: str) -> int:
    """The number by which the admin knows the page at a public address."""
    window.goto(address)
    edit = window.locator("a[href*='/admin/pages/'][href*='/edit/']").first
    match = re.search(r"/pages/(\d+)/edit/", edit.get_attribute("href") or "")
    assert match is not None
    return int(match[1])


def open_editor(window: Window, address: str) -> None:
    """Opens a form of the admin and reads it."""
    window.goto(address)
    read(window)


def read(window: Window) -> None:
    window.locator("form[data-edit-form]").wait_for()
    window.wait_for_timeout(READING)


def write(window: Window, field: str, text: str) -> None:
    """As somebody types who has marked what was there before."""
    box = window.locator(f"form[data-edit-form] [name='{field}']")
    box.fill("")
    box.press_sequentially(text)


def wait_for_saved(window: Window) -> None:
    """Until the header says "Saved", of what was typed last."""
    indicator = window.locator("#w-autosave-indicator")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved", timeout=PATIENCE)


def wait_for_paused(window: Window) -> None:
    """Until the header says that nothing is saved by itself any more."""
    indicator = window.locator("#w-autosave-indicator")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "paused", timeout=PATIENCE)


def save_draft(window: Window) -> None:
    window.get_by_role("button", name="Save draft").first.click()


def publish(window: Window) -> None:
    window.get_by_role("button", name="More actions").last.click()
    window.get_by_role("button", name="Publish", exact=True).click()


def expect_saved(window: Window) -> None:
    """The next page says so, and asks nothing."""
    window.locator(".messages .success").wait_for(timeout=PATIENCE)


def expect_question(window: Window) -> None:
    """The site asks before it saves."""
    window.get_by_text("Your changes are not saved yet.").wait_for(timeout=PATIENCE)


def value_of(window: Window, field: str) -> str:
    return window.locator(f"form[data-edit-form] [name='{field}']").input_value()
