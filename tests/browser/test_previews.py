"""Previews and content checks, in Chromium, as editors and translators wait for them."""

import re
import time
from typing import Any

from tests.browser.test_editing import OBJECTIVES, SignIn, number_of, sign_in

__all__ = ["sign_in"]

# The preview is drawn, and its checks have counted; a busy machine takes its time.
PATIENCE = 30_000


def open_panel(page: Any, name: str) -> None:
    page.locator(f"[data-side-panel-toggle='{name}']").first.click()


def shown(page: Any) -> Any:
    """The preview's frame; wagtail-localize draws all side panels twice, and the first are used."""
    return page.frame_locator("#w-preview-iframe").first


def words(page: Any) -> int:
    """How many words the checks have counted."""
    count = page.locator("[data-content-word-count]").first
    count.filter(has_text=re.compile(r"\d")).wait_for(timeout=PATIENCE)
    return int(count.text_content())


def wait_for_issues(page: Any, *names: str) -> None:
    """Until each stands in the checks panel, and the panel counts exactly these."""
    for name in names:
        page.locator("[data-content-checker-name]", has_text=name).wait_for(timeout=PATIENCE)
    assert page.locator("[data-content-checker-row]").count() == len(names)
    count = page.locator("[data-side-panel='checks'] [data-content-checker-count]")
    assert count.text_content() == str(len(names))


def test_the_preview_shows_the_page_and_its_print_version_and_the_checks_count_its_words(
    site: str, sign_in: SignIn
) -> None:
    page = sign_in("editor")
    number = number_of(page, f"{site}/en/{OBJECTIVES}/")
    page.goto(f"{site}/admin/pages/{number}/edit/")
    open_panel(page, "preview")
    shown(page).locator("main h1").wait_for(timeout=PATIENCE)
    assert "Objectives" in shown(page).locator("main").inner_text()
    page.select_option("#id_preview_mode", "print")
    shown(page).locator(".watermark").wait_for(timeout=PATIENCE)
    open_panel(page, "checks")
    assert words(page) > 100
    page.locator("[data-content-reading-time]", has_text="1 min").first.wait_for()


def test_a_pdf_is_shown_in_a_new_tab_from_the_preview(site: str, sign_in: SignIn) -> None:
    page = sign_in("editor")
    number = number_of(page, f"{site}/en/{OBJECTIVES}/")
    page.goto(f"{site}/admin/pages/{number}/edit/")
    open_panel(page, "preview")
    shown(page).locator("main h1").wait_for(timeout=PATIENCE)
    link = page.locator("[data-w-preview-target='newTab']")
    with page.context.expect_page() as opened:
        link.click()
    opened.value.locator("main h1").wait_for(timeout=PATIENCE)
    assert opened.value.locator("wagtail-userbar").count() == 1
    page.select_option("#id_preview_mode", "print.pdf")
    answer = page.request.get(link.get_attribute("href"))
    deadline = time.monotonic() + PATIENCE / 1000
    while answer.status == 202 and time.monotonic() < deadline:  # still being prepared
        page.wait_for_timeout(1000)
        answer = page.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")


def test_an_empty_heading_and_an_image_without_a_description_are_counted(
    site: str, sign_in: SignIn
) -> None:
    page = sign_in("editor")
    number = number_of(page, f"{site}/en/protocol/capacity-building/")
    address = f"{site}/admin/pages/{number}/edit/"
    page.goto(address)
    form = page.locator("form[data-edit-form]")
    before = form.evaluate("form => form.querySelector('[name=body-count]').value")
    # As the script of the form would have put them: choosing an image is not what is tried here.
    form.evaluate(ADD_BLOCKS, [int(before), image_number(page, site)])
    open_panel(page, "checks")
    wait_for_issues(page, "Empty heading", "Image without a description")


ADD_BLOCKS = """(form, [place, image]) => {
  const add = (name, value) => {
    const field = form.querySelector(`[name="${name}"]`) ?? document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    if (!field.isConnected) form.append(field);
  };
  add("body-count", place + 2);
  const blocks = [
    ["heading", { text: "", level: "2" }],
    ["figure", { image, alt: "", caption: "" }]];
  blocks.forEach(([type, values], further) => {
    const block = `body-${place + further}`;
    const header = { deleted: "", order: place + further, type, id: "" };
    for (const [name, value] of Object.entries(header))
      add(`${block}-${name}`, value);
    for (const [name, value] of Object.entries(values)) add(`${block}-value-${name}`, value);
  });
}"""


def image_number(page: Any, site: str) -> int:
    found = page.request.get(f"{site}/admin/api/main/images/?limit=1").json()
    return int(found["items"][0]["id"])


def test_a_translation_is_previewed_and_checked_beside_its_texts_and_follows_them(
    site: str, sign_in: SignIn
) -> None:
    page = sign_in("translator-fr")
    number = number_of(page, f"{site}/fr/{OBJECTIVES}/")
    page.goto(f"{site}/admin/pages/{number}/edit/?form=1")
    open_panel(page, "preview")
    shown(page).locator("main h1", has_text="Objectifs").wait_for(timeout=PATIENCE)
    open_panel(page, "checks")
    assert words(page) > 100
    open_panel(page, "preview")
    page.locator(".js-translation-editor").get_by_role("button", name="Modifier", exact=True).nth(
        1
    ).click()
    page.locator(".js-translation-editor textarea").fill("Ce que la conférence vise.")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    shown(page).get_by_text("Ce que la conférence vise.").first.wait_for(timeout=PATIENCE)


def test_topics_and_terms_are_previewed_and_checked(site: str, sign_in: SignIn) -> None:
    page = sign_in("editor")
    for kind in ("conference/topic", "terms/concept"):
        page.goto(f"{site}/admin/snippets/{kind}/")
        page.locator("main a[href*='/edit/']").first.click()
        open_panel(page, "preview")
        shown(page).locator("main h1").wait_for(timeout=PATIENCE)
        open_panel(page, "checks")
        assert words(page) > 3


def test_the_user_bar_of_a_live_page_counts_its_issues(site: str, sign_in: SignIn) -> None:
    page = sign_in("editor")
    page.goto(f"{site}/en/{OBJECTIVES}/")
    page.locator("wagtail-userbar button").first.click()
    page.locator("wagtail-userbar #checker-trigger").click()
    page.locator("wagtail-userbar #checker-results").get_by_text("Issues found").wait_for()
