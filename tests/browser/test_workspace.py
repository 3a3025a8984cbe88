"""In the translators' workspace, in Chromium, with the keyboard alone."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.conftest import running_site
from tests.browser.signing_in import sign_in as sign_in_by_cookie

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
        sign_in_by_cookie(context, stale_site, username)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def workspace(stale_site: str, sign_in: Callable[[str], Any]) -> Any:
    """The workspace of the translator into French, at its first segment."""
    page = sign_in("translator-fr")
    page.goto(f"{stale_site}/admin/translation-workspace/?filter=all&section=")
    page.locator("#workspace[data-state=ready]").wait_for()
    return page


def shown(page: Any) -> str:
    return str(page.locator("#workspace").get_attribute("data-segment"))


def text(page: Any) -> str:
    return str(page.locator("#workspace-text").input_value())


def skip_to(page: Any, number: int) -> None:
    """The segment with this number, from the first one, with the keyboard."""
    for _time in range(number - 1):
        page.keyboard.press("Alt+ArrowDown")
    page.locator("#workspace-progress").get_by_text(re.compile(rf"\b{number}\b.*\d+")).wait_for()


def wait_for_another_than(page: Any, segment: str) -> None:
    """Until another segment is shown."""
    page.wait_for_function(
        "segment => document.querySelector('#workspace').dataset.segment !== segment", arg=segment
    )


def wait_for_text_ending(page: Any, end: str) -> None:
    """Until the text of the segment ends so."""
    page.wait_for_function(
        "end => document.querySelector('#workspace-text').value.endsWith(end)", arg=end
    )


def wait_until_saved(page: Any) -> None:
    page.locator("#workspace-status[data-kind=saved]").wait_for()


def test_forty_stale_segments_on_forty_pages_take_one_click_and_one_key_each(
    stale_site: str, sign_in: Callable[[str], Any]
) -> None:
    page = sign_in("translator-fr")
    page.goto(f"{stale_site}/admin/")
    loads: list[str] = []
    page.on("framenavigated", lambda frame: frame == page.main_frame and loads.append(frame.url))
    page.locator("a[href*='translation-workspace'].button").click()
    page.locator("#workspace[data-state=ready]").wait_for()
    assert f"{PAGES}" in page.locator("#workspace-count").inner_text()
    saves: list[str] = []
    page.on("request", lambda request: "/save/" in request.url and saves.append(request.url))
    for number in range(PAGES):
        before = shown(page)
        page.keyboard.type(f" Mot {number}.")
        page.keyboard.press("Control+Enter")
        if number < PAGES - 1:
            # The next one is there at once, whatever the server does.
            page.wait_for_function("before => workspace.dataset.segment !== before", arg=before)
            assert page.evaluate("document.activeElement.id") == "workspace-text"
    wait_until_saved(page)
    assert len(loads) == 1
    assert len(saves) == PAGES
    page.reload()
    page.locator("#workspace[data-state=empty]").wait_for()


def test_texts_are_kept_without_a_connection_and_saved_when_it_is_back(workspace: Any) -> None:
    workspace.context.set_offline(True)
    first = shown(workspace)
    workspace.keyboard.type(" Hors ligne.")
    workspace.keyboard.press("Control+Enter")
    workspace.locator("#workspace-status[data-kind=trouble]").wait_for()
    wait_for_another_than(workspace, first)
    workspace.context.set_offline(False)
    workspace.evaluate("window.dispatchEvent(new Event('online'))")
    wait_until_saved(workspace)
    workspace.keyboard.press("Alt+ArrowUp")
    wait_for_text_ending(workspace, " Hors ligne.")


def test_texts_outlive_an_expired_session_and_are_saved_after_signing_in_again(
    workspace: Any, stale_site: str
) -> None:
    first = shown(workspace)
    workspace.keyboard.press("Alt+ArrowDown")
    wait_for_another_than(workspace, first)
    workspace.context.clear_cookies()
    workspace.keyboard.type(" Session expirée.")
    workspace.keyboard.press("Control+Enter")
    workspace.locator("#workspace-status a").wait_for()
    again = workspace.context.new_page()
    again.goto(f"{stale_site}/admin/login/")
    again.fill("input[name=username]", "translator-fr")
    again.fill("input[name=password]", "demo")
    again.click("button[type=submit]")
    again.wait_for_url(f"{stale_site}/admin/")
    wait_until_saved(workspace)
    workspace.keyboard.press("Alt+ArrowUp")
    wait_for_text_ending(workspace, " Session expirée.")


def test_a_text_that_was_typed_and_not_saved_is_there_after_a_reload(workspace: Any) -> None:
    workspace.keyboard.type(" Pas encore enregistré.")
    workspace.wait_for_timeout(300)
    workspace.reload()
    workspace.locator("#workspace[data-state=ready]").wait_for()
    assert text(workspace).endswith(" Pas encore enregistré.")
    workspace.locator("#workspace-hint button").click()
    assert not text(workspace).endswith(" Pas encore enregistré.")


def test_what_somebody_else_saved_meanwhile_is_compared(
    workspace: Any, stale_site: str, sign_in: Callable[[str], Any]
) -> None:
    skip_to(workspace, 4)
    place = shown(workspace)
    other = sign_in("admin")
    other.goto(f"{stale_site}/admin/translation-workspace/?language=fr&filter=all")
    other.locator("#workspace[data-state=ready]").wait_for()
    skip_to(other, 4)
    assert shown(other) == place
    other.keyboard.type(" De quelqu’un d’autre.")
    other.keyboard.press("Control+Enter")
    wait_until_saved(other)
    workspace.keyboard.type(" De moi.")
    workspace.keyboard.press("Control+Enter")
    workspace.locator("#workspace-status button").click()
    assert "d’autre" in workspace.locator("#workspace-conflict-text").inner_text()
    workspace.locator("#workspace-conflict-buttons button").first.click()
    wait_until_saved(workspace)
    workspace.reload()
    workspace.locator("#workspace[data-state=ready]").wait_for()
    skip_to(workspace, 4)
    assert text(workspace).endswith(" De moi.")


def test_a_placeholder_is_deleted_whole_and_inserted_by_key(
    stale_site: str, sign_in: Callable[[str], Any]
) -> None:
    page = sign_in("translator-fr")
    page.goto(f"{stale_site}/admin/translation-workspace/?filter=all")
    page.locator("#workspace[data-state=ready]").wait_for()
    while "⟦1⟧" not in text(page):
        before = shown(page)
        page.keyboard.press("Alt+ArrowDown")
        page.wait_for_function("before => workspace.dataset.segment !== before", arg=before)
    place = text(page).index("⟦/1⟧") + len("⟦/1⟧")
    page.evaluate(
        "place => document.getElementById('workspace-text').setSelectionRange(place, place)", place
    )
    page.keyboard.press("Backspace")
    assert "⟦/1⟧" not in text(page)
    page.keyboard.press("Control+Enter")
    page.locator("#workspace-problems .workspace__error").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type("Texte ")
    page.keyboard.press("Alt+p")
    page.keyboard.type("gras")
    assert re.fullmatch(r"Texte ⟦1⟧gras⟦/1⟧", text(page))


def test_ctrl_enter_in_a_comment_sends_it_and_leaves_the_segment_alone(workspace: Any) -> None:
    late: list[tuple[Any, Any]] = []
    workspace.route("**/about/**", lambda route: late.append((route, route.fetch())))
    first = shown(workspace)
    workspace.keyboard.press("Alt+ArrowDown")
    wait_for_another_than(workspace, first)
    while not late:
        workspace.wait_for_timeout(20)
    before = shown(workspace)
    saves: list[str] = []
    workspace.on("request", lambda request: "/save/" in request.url and saves.append(request.url))
    workspace.locator("#workspace-comment").focus()
    workspace.keyboard.type("Quel thème ?")
    sent: list[Any] = []
    workspace.route("**/comment/**", lambda route: sent.append(route))
    # The second press is not taken for an empty comment.
    for _press in range(2):
        workspace.keyboard.press("Control+Enter")
    while not sent:
        workspace.wait_for_timeout(20)
    sent[0].continue_()
    comment = workspace.locator("#workspace-events").get_by_text("Quel thème ?")
    comment.wait_for()
    assert shown(workspace) == before
    assert workspace.evaluate("document.activeElement.id") == "workspace-text"
    assert (saves, len(sent)) == ([], 1)
    # What the server knew before the comment comes after it.
    matches = workspace.locator("#workspace-matches")
    loading = matches.inner_text()
    for route, response in late:
        route.fulfill(response=response)
    workspace.wait_for_function(
        "loading => document.querySelector('#workspace-matches').innerText !== loading", arg=loading
    )
    assert comment.is_visible()
