"""At the translators' desk, in Chromium, with the keyboard alone."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.conftest import running_site

PAGES = 40
FILLING = f"""
from tests.browser.stale_pages import fill
fill({PAGES})
"""


@pytest.fixture(scope="module")
def stale_site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_site(tmp_path_factory.mktemp("stale"), FILLING) as address:
        yield address


@pytest.fixture
def sign_in(stale_site: str, browser: Any) -> Iterator[Callable[[str], Any]]:
    contexts = []

    def open_page(username: str) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{stale_site}/admin/login/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", "demo")
        page.click("button[type=submit]")
        page.wait_for_url(f"{stale_site}/admin/")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def desk(stale_site: str, sign_in: Callable[[str], Any]) -> Any:
    """The desk of the translator into French, at its first segment."""
    page = sign_in("translator-fr")
    page.goto(f"{stale_site}/admin/translation-desk/?filter=all&section=")
    page.locator("#desk[data-state=ready]").wait_for()
    return page


def shown(page: Any) -> str:
    return str(page.locator("#desk").get_attribute("data-segment"))


def text(page: Any) -> str:
    return str(page.locator("#desk-text").input_value())


def skip_to(page: Any, number: int) -> None:
    """The segment with this number, from the first one, with the keyboard."""
    for _time in range(number - 1):
        page.keyboard.press("Alt+ArrowDown")
    page.locator("#desk-progress").get_by_text(re.compile(rf"\b{number}\b.*\d+")).wait_for()


def wait_for_another_than(page: Any, segment: str) -> None:
    """Until another segment is shown."""
    page.wait_for_function(
        "segment => document.querySelector('#desk').dataset.segment !== segment", arg=segment
    )


def wait_for_text_ending(page: Any, end: str) -> None:
    """Until the text of the segment ends so."""
    page.wait_for_function(
        "end => document.querySelector('#desk-text').value.endsWith(end)", arg=end
    )


def wait_until_saved(page: Any) -> None:
    page.locator("#desk-status[data-kind=saved]").wait_for()


def test_forty_stale_segments_on_forty_pages_take_one_click_and_one_key_each(
    sign_in: Callable[[str], Any],
) -> None:
    page = sign_in("translator-fr")
    loads: list[str] = []
    page.on("framenavigated", lambda frame: frame == page.main_frame and loads.append(frame.url))
    page.locator("a[href*='translation-desk'].button").click()
    page.locator("#desk[data-state=ready]").wait_for()
    assert f"{PAGES}" in page.locator("#desk-count").inner_text()
    saves: list[str] = []
    page.on("request", lambda request: "/save/" in request.url and saves.append(request.url))
    for number in range(PAGES):
        before = shown(page)
        page.keyboard.type(f" Mot {number}.")
        page.keyboard.press("Control+Enter")
        if number < PAGES - 1:
            # The next one is there at once, whatever the server does.
            page.wait_for_function("before => desk.dataset.segment !== before", arg=before)
            assert page.evaluate("document.activeElement.id") == "desk-text"
    wait_until_saved(page)
    assert len(loads) == 1
    assert len(saves) == PAGES
    page.reload()
    page.locator("#desk[data-state=empty]").wait_for()


def test_texts_are_kept_without_a_connection_and_saved_when_it_is_back(desk: Any) -> None:
    desk.context.set_offline(True)
    first = shown(desk)
    desk.keyboard.type(" Hors ligne.")
    desk.keyboard.press("Control+Enter")
    desk.locator("#desk-status[data-kind=trouble]").wait_for()
    wait_for_another_than(desk, first)
    desk.context.set_offline(False)
    desk.evaluate("window.dispatchEvent(new Event('online'))")
    wait_until_saved(desk)
    desk.keyboard.press("Alt+ArrowUp")
    wait_for_text_ending(desk, " Hors ligne.")


def test_texts_outlive_an_expired_session_and_are_saved_after_signing_in_again(
    desk: Any, stale_site: str
) -> None:
    desk.keyboard.press("Alt+ArrowDown")
    desk.context.clear_cookies()
    desk.keyboard.type(" Session expirée.")
    desk.keyboard.press("Control+Enter")
    desk.locator("#desk-status a").wait_for()
    again = desk.context.new_page()
    again.goto(f"{stale_site}/admin/login/")
    again.fill("input[name=username]", "translator-fr")
    again.fill("input[name=password]", "demo")
    again.click("button[type=submit]")
    again.wait_for_url(f"{stale_site}/admin/")
    wait_until_saved(desk)
    desk.keyboard.press("Alt+ArrowUp")
    wait_for_text_ending(desk, " Session expirée.")


def test_a_text_that_was_typed_and_not_saved_is_there_after_a_reload(desk: Any) -> None:
    desk.keyboard.type(" Pas encore enregistré.")
    desk.wait_for_timeout(300)
    desk.reload()
    desk.locator("#desk[data-state=ready]").wait_for()
    assert text(desk).endswith(" Pas encore enregistré.")
    desk.locator("#desk-hint button").click()
    assert not text(desk).endswith(" Pas encore enregistré.")


def test_what_somebody_else_saved_meanwhile_is_compared(
    desk: Any, stale_site: str, sign_in: Callable[[str], Any]
) -> None:
    skip_to(desk, 4)
    place = shown(desk)
    other = sign_in("admin")
    other.goto(f"{stale_site}/admin/translation-desk/?language=fr&filter=all")
    other.locator("#desk[data-state=ready]").wait_for()
    skip_to(other, 4)
    assert shown(other) == place
    other.keyboard.type(" De quelqu’un d’autre.")
    other.keyboard.press("Control+Enter")
    wait_until_saved(other)
    desk.keyboard.type(" De moi.")
    desk.keyboard.press("Control+Enter")
    desk.locator("#desk-status button").click()
    assert "d’autre" in desk.locator("#desk-conflict-text").inner_text()
    desk.locator("#desk-conflict-buttons button").first.click()
    wait_until_saved(desk)
    desk.reload()
    desk.locator("#desk[data-state=ready]").wait_for()
    skip_to(desk, 4)
    assert text(desk).endswith(" De moi.")


def test_a_placeholder_is_deleted_whole_and_inserted_by_key(
    stale_site: str, sign_in: Callable[[str], Any]
) -> None:
    page = sign_in("translator-fr")
    page.goto(f"{stale_site}/admin/translation-desk/?filter=all")
    page.locator("#desk[data-state=ready]").wait_for()
    while "⟦1⟧" not in text(page):
        before = shown(page)
        page.keyboard.press("Alt+ArrowDown")
        page.wait_for_function("before => desk.dataset.segment !== before", arg=before)
    place = text(page).index("⟦/1⟧") + len("⟦/1⟧")
    page.evaluate(
        "place => document.getElementById('desk-text').setSelectionRange(place, place)", place
    )
    page.keyboard.press("Backspace")
    assert "⟦/1⟧" not in text(page)
    page.keyboard.press("Control+Enter")
    page.locator("#desk-problems .desk__error").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type("Texte ")
    page.keyboard.press("Alt+p")
    page.keyboard.type("gras")
    assert re.fullmatch(r"Texte ⟦1⟧gras⟦/1⟧", text(page))
