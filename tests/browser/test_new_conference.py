"""A new conference from the form to the page, in Chromium."""

import re
from typing import Any

from tests.browser.test_editing import PORTAL, SignIn, give_title, main_text, sign_in

__all__ = ["sign_in"]


def fill(page: Any, site: str) -> None:
    page.goto(f"{site}/admin/new-conference/")
    give_title(page, "Detecting traits")
    page.fill("#id_full_title", "Capacity-building for the detection of traits")
    page.fill("#id_sessions-0-theme", "Traits in crops")
    page.fill("#id_sessions-1-theme", "Traits in fish")


def test_an_editor_makes_a_conference_in_three_languages_and_publishes_it(
    site: str, sign_in: SignIn
) -> None:
    page = sign_in("editor")
    page.goto(f"{site}/admin/")
    page.get_by_role("link", name="New conference").first.click()
    page.wait_for_url(f"{site}/admin/new-conference/")
    fill(page, site)
    page.get_by_role("button", name="More rows").click()
    page.locator("#id_sessions-7-theme").wait_for()
    assert page.input_value("#id_sessions-1-theme") == "Traits in fish"
    page.get_by_role("button", name="Create the conference as draft pages").click()
    page.wait_for_url(re.compile(r"/admin/jobs/"))
    page.get_by_role("link", name="Go on").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    for title in ("Introduction", "Objectives", "Agenda", "Session 1", "Session 2"):
        page.get_by_role("link", name=title, exact=True).first.wait_for()
    address = f"{site}/en/{PORTAL}/detecting-traits/"
    assert page.request.get(address).status == 404
    page.goto(page.url + "edit/")
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.locator(".messages .success").wait_for()
    assert "Capacity-building for the detection of traits" in main_text(page, address)
    assert page.request.get(f"{site}/fr/{PORTAL}/detecting-traits/").status == 404


def test_the_enter_key_only_checks(site: str, sign_in: SignIn) -> None:
    page = sign_in("editor")
    fill(page, site)
    page.fill("#id_slug", "checked")
    page.locator("#id_slug").press("Enter")
    page.get_by_text("Everything is in order").wait_for()
    assert page.url == f"{site}/admin/new-conference/"
