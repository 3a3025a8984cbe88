"""Working in the admin, in Chromium, as the people do who run the site."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.text import slugify

import pytest

from tests.browser.signing_in import sign_in as sign_in_by_cookie

PORTAL = "protocol/capacity-building/portal"
OBJECTIVES = f"{PORTAL}/archive/mainstreaming/objectives"
SignIn = Callable[[str], Any]


@pytest.fixture
def sign_in(site: str, browser: Any) -> Iterator[SignIn]:
    """Opens a page of the browser in which a demo account is signed in."""
    contexts = []

    def open_page(username: str) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 1000})
        # The admin's first page, with all its files, takes its time on a busy machine.
        context.set_default_timeout(90_000)
        contexts.append(context)
        sign_in_by_cookie(context, site, username)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def number_of(page: Any, address: str) -> str:
    """The number by which the admin knows the page at a public address."""
    page.goto(address)
    edit = page.locator("a[href*='/admin/pages/'][href*='/edit/']").first
    match = re.search(r"/pages/(\d+)/edit/", edit.get_attribute("href"))
    assert match is not None
    return match[1]


def open_form(page: Any, address: str, title: str) -> None:
    """Opens an empty form and gives the page its title, from which the slug is made."""
    page.goto(address)
    give_title(page, title)


def give_title(page: Any, title: str) -> None:
    """Until Wagtail's script, which is there some time after the form, has made the slug of it."""
    field, slug = page.locator("input[name=title]"), page.locator("input[name=slug]")
    for _time in range(60):
        field.fill("")
        field.press_sequentially(title)
        field.press("Tab")
        page.wait_for_timeout(500)
        if slug.input_value() == slugify(title):
            return
    raise AssertionError("No slug is made of the title.")


def publish(page: Any) -> None:
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.locator(".messages .success").wait_for()


def main_text(page: Any, address: str) -> str:
    page.goto(address)
    return str(page.locator("main").inner_text())


def test_an_editor_makes_a_conference_and_sees_it_upcoming_on_the_portal(
    site: str, sign_in: SignIn
) -> None:
    page = sign_in("editor")
    portal = number_of(page, f"{site}/en/{PORTAL}/")
    open_form(page, f"{site}/admin/pages/add/conference/mainstreamingpage/{portal}/", "Traits")
    page.fill("textarea[name=full_title]", "Capacity-building for the identification of traits")
    publish(page)
    conference = number_of(page, f"{site}/en/{PORTAL}/traits/")
    open_form(page, f"{site}/admin/pages/add/conference/objectivespage/{conference}/", "Objectives")
    publish(page)
    upcoming = main_text(page, f"{site}/en/{PORTAL}/").partition("Upcoming conferences")[2]
    assert "Capacity-building for the identification of traits" in upcoming
    part = main_text(page, f"{site}/en/{PORTAL}/traits/objectives/")
    assert "Capacity-building for the identification of traits" in part
    assert "This conference opens on" in part


def test_a_translator_changes_a_sentence_a_reviewer_publishes_it_and_only_french_changes(
    site: str, sign_in: SignIn
) -> None:
    page = sign_in("translator-fr")
    before = {code: main_text(page, f"{site}/{code}/{OBJECTIVES}/") for code in ("en", "es")}
    number = number_of(page, f"{site}/fr/{OBJECTIVES}/")
    page.goto(f"{site}/admin/pages/{number}/edit/?form=1")
    summary = page.get_by_text("Ce que la conférence doit accomplir").first
    summary.wait_for()
    page.get_by_role("button", name="Modifier", exact=True).nth(1).click()
    page.locator("textarea").fill("Ce que la conférence se propose d’accomplir.")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Ce que la conférence se propose d’accomplir.").first.wait_for()
    assert "se propose" not in main_text(page, f"{site}/fr/{OBJECTIVES}/")
    page.goto(f"{site}/admin/pages/{number}/edit/?form=1")
    page.get_by_role("button", name="Envoyer en relecture").click()
    page.locator(".messages .success").wait_for()
    assert "se propose" not in main_text(page, f"{site}/fr/{OBJECTIVES}/")
    page = sign_in("reviewer")
    page.goto(f"{site}/admin/pages/{number}/edit/?form=1")
    page.get_by_role("button", name=re.compile("Approve and publish|Approuver")).first.click()
    page.locator(".messages .success").wait_for()
    french = main_text(page, f"{site}/fr/{OBJECTIVES}/")
    assert "Ce que la conférence se propose d’accomplir." in french
    after = {code: main_text(page, f"{site}/{code}/{OBJECTIVES}/") for code in ("en", "es")}
    assert after == before


def test_a_translator_finds_every_string_of_a_page_filled(site: str, sign_in: SignIn) -> None:
    page = sign_in("translator-es")
    number = number_of(page, f"{site}/es/{PORTAL}/archive/mainstreaming/session-1/")
    page.goto(f"{site}/admin/pages/{number}/edit/?form=1")
    page.get_by_text("¿Por qué importa la integración").first.wait_for()
    assert page.get_by_text("¿Qué significa en la práctica").count() >= 1
    page.goto(f"{site}/admin/localize/reports/translations/")
    assert "Waiting for translations" not in page.content()


def test_a_translator_cannot_open_another_language(site: str, sign_in: SignIn) -> None:
    number = number_of(sign_in("admin"), f"{site}/es/{OBJECTIVES}/")
    page = sign_in("translator-fr")
    page.goto(f"{site}/admin/pages/{number}/edit/")
    assert page.url == f"{site}/admin/"
