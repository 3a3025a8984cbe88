"""A conference from its making to the archive and back, in Chromium, as a moderator does it.

It starts from the seeded conference, so that its translations come along. An extension of
less than a minute lets it open, and close again by itself.
"""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.addresses import LANGUAGES
from tests.browser.test_editing import PORTAL, SignIn, number_of, sign_in
from tests.crawling import Answer, Get, crawl, end_of

__all__ = ["sign_in"]

EXTENDED_FOR = timedelta(seconds=45)
MOMENT = "%Y-%m-%dT%H:%M"
SLUG = "again"
# Background work and a busy machine.
PATIENCE = 150_000
CLOSED = {"en": "This conference is closed.", "es": "está cerrada.", "fr": "est close."}


@pytest.fixture
def get(site: str, browser: Any) -> Get:
    """As a reader without an account."""
    context = browser.new_context()

    def ask(path: str) -> Answer:
        response = context.request.get(f"{site}{path}", max_redirects=0)
        is_html = response.headers.get("content-type", "").startswith("text/html")
        location = response.headers.get("location", "")
        return Answer(response.status, location, response.body(), is_html)

    return ask


def text(get: Get, language: str) -> str:
    answer = get(address(language))
    return answer.content.decode() if answer.status == 200 else ""


def address(language: str) -> str:
    return f"/{language}/{PORTAL}/{SLUG}/"


def is_wanted(path: str) -> bool:
    """Every form of every page, but paper, which takes seconds each."""
    return f"/{SLUG}/" in path and "?" not in path and not path.endswith(".pdf")


def make(page: Any, site: str) -> str:
    """Fills in the form, is refused, corrects it; gives the number of the conference's page."""
    original = number_of(page, f"{site}/en/{PORTAL}/archive/mainstreaming/")
    page.goto(f"{site}/admin/new-conference/?like={original}")
    page.wait_for_load_state("networkidle")
    page.fill("#id_slug", SLUG)
    now = datetime.now(UTC)
    page.fill("#id_opens_at", f"{now - timedelta(days=9):{MOMENT}}")
    page.fill("#id_closes_at", f"{now - timedelta(days=10):{MOMENT}}")
    button = page.get_by_role("button", name="Make the conference as drafts").last
    button.click()
    page.get_by_text("The conference cannot close before it opens.").first.wait_for()
    assert page.input_value("#id_slug") == SLUG
    assert "Country status" in page.input_value("#id_sessions-1-theme")
    for number in range(1, 4):
        page.fill(f"#id_sessions-{number}-theme", "")
    page.fill("#id_closes_at", f"{now:{MOMENT}}")
    button.click()
    finish(page)
    return re.search(r"/pages/(\d+)/", page.url)[1]  # type: ignore[index]


def finish(page: Any) -> None:
    """Waits for background work, and goes where it leads."""
    page.wait_for_url(re.compile(r"/admin/jobs/"))
    page.get_by_role("link", name="Go on").click(timeout=PATIENCE)
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def publish_all(page: Any, site: str, conference: str) -> None:
    """The conference and all below it, in one step from the list of the Portal's pages."""
    ids = f"id={conference}&next=/admin/"
    page.goto(f"{site}/admin/bulk/wagtailcore/page/publish/?{ids}")
    page.locator("input[name=include_descendants]").check(force=True)
    page.get_by_role("button", name="Yes, publish").click()
    page.locator(".messages .success").wait_for()


def draft_below_portal(page: Any, site: str, language: str) -> str:
    """The number of the one draft among the Portal's pages in a language."""
    portal = number_of(page, f"{site}/{language}/{PORTAL}/")
    page.goto(f"{site}/admin/pages/{portal}/")
    status = page.locator(".w-status", has_text=re.compile("draft", re.IGNORECASE))
    row = page.locator("tr", has=status).first
    link = row.locator("a[href*='/edit/']").first.get_attribute("href")
    return re.search(r"/pages/(\d+)/", link)[1]  # type: ignore[index]


def extend(page: Any, site: str, conference: str) -> None:
    page.goto(f"{site}/admin/conferences/{conference}/extend/")
    page.fill("#id_reason_en", "Several governments asked for more time.")
    closing = datetime.now(UTC) + EXTENDED_FOR
    # The date picker drops the seconds when its field is left.
    page.fill("#id_closing", f"{closing:%Y-%m-%d %H:%M:%S}")
    page.locator("#id_closing").evaluate("field => field.form.requestSubmit()")
    page.locator(".messages .success").wait_for()


def confirm(page: Any, site: str, conference: str, name: str, button: str) -> None:
    page.goto(f"{site}/admin/conferences/{conference}/{name}/")
    page.get_by_role("button", name=button).click()
    finish(page)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(1)


def test_a_conference_is_made_published_extended_closed_archived_and_taken_out(
    site: str, sign_in: SignIn, get: Get
) -> None:
    page = sign_in("moderator")
    conference = make(page, site)
    assert {get(address(language)).status for language in LANGUAGES} == {404}
    for language in LANGUAGES:
        publish_all(page, site, draft_below_portal(page, site, language))
    assert all(CLOSED[language] in text(get, language) for language in LANGUAGES)
    extend(page, site, conference)
    for language, word in (("en", "Extended on"), ("es", "Prorrogada el"), ("fr", "Prolongée le")):
        assert word in text(get, language)
        assert CLOSED[language] not in text(get, language)
    before = crawl(get, [address(language) for language in LANGUAGES], is_wanted)
    assert {answer.status for answer in before.values()} == {200}
    assert len(before) >= 3 * 5 * 2
    wait_until(lambda: all(CLOSED[language] in text(get, language) for language in LANGUAGES))
    confirm(page, site, conference, "archive", "Yes, archive it")
    archived = {end_of(get, path) for path in before}
    assert archived == {path.replace("/portal/", "/portal/archive/") for path in before}
    confirm(page, site, conference, "restore", "Yes, take it out")
    assert {end_of(get, path) for path in before} == set(before)
    assert {end_of(get, path) for path in archived} == set(before)
