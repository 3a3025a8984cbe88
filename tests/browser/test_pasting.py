"""What editors paste from a word processor, with Chromium's own clipboard and paste event."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.browser import editors
from tests.browser.signing_in import sign_in

INTRODUCTION = "protocol/capacity-building/portal/archive/mainstreaming/introduction"
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
p.MsoNormal {margin:0cm;} span.MsoFootnoteReference {mso-style-priority:99; vertical-align:super;}
</style></head><body lang=EN-GB><!--StartFragment--><p class=MsoNormal>About 10<sup>6</sup>
<span lang=FR>plants</span> and CO<sub>2</sub><o:p></o:p></p><p class=MsoNormal><b>See<span
class=MsoFootnoteReference>1</span></b></p><!--EndFragment--></body></html>"""
LIBREOFFICE = """<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice"/></head>
<body lang="en-GB" dir="ltr"><p style="line-height: 100%">About 10<sup><font face="Liberation
Serif">6</font></sup> plants and CO<sub>2</sub></p><p><b>See<sup>1</sup></b></p></body></html>"""
STYLES = """<p>About 10<span style="font-size:0.6em;vertical-align:super">6</span> plants and
CO<span style="vertical-align: sub">2</span></p>
<p><b>See<span style="vertical-align:super">1</span></b>
</p>"""
WITH_ADDRESS = """<p>About 10<sup>6</sup> plants and CO<sub>2</sub></p><p><b>See<sup>1</sup></b></p>
<p><a href="https://bch.cbd.int/">https://bch.cbd.int/</a></p>"""
COPY = """html => document.addEventListener("copy", event => {
    event.clipboardData.setData("text/html", html);
    const plain = new DOMParser().parseFromString(html, "text/html").body.textContent;
    event.clipboardData.setData("text/plain", plain);
    event.preventDefault();
    event.stopImmediatePropagation();
}, {capture: true, once: true})"""


@pytest.fixture(scope="module")
def window(site: str, browser: Any) -> Iterator[Window]:
    """The form of a page, in which an editor is signed in."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(90_000)
    sign_in(context, site, "editor")
    window: Window = context.new_page()
    window.on("dialog", lambda dialog: dialog.accept())
    number = editors.number_of(window, f"{site}/en/{INTRODUCTION}/")
    editors.open_editor(window, f"{site}/admin/pages/{number}/edit/")
    yield window
    context.close()


def paste(window: Window, html: str) -> Any:
    """Over all that stands in the field "Mandate"; returns the field."""
    field = window.locator("[data-contentpath='mandate']")
    box = field.locator("[contenteditable=true]")
    box.click()
    window.keyboard.press("Control+A")
    window.evaluate(COPY, html)
    window.keyboard.press("Control+C")
    window.keyboard.press("Control+V")
    return field


@pytest.mark.parametrize(
    "html",
    [WORD, LIBREOFFICE, STYLES, WITH_ADDRESS],
    ids=["Word", "LibreOffice", "styles", "address"],
)
def test_superscript_and_subscript_survive_a_paste(window: Window, html: str) -> None:
    field = paste(window, html)
    box = field.locator("[contenteditable=true]")
    expect(box).to_contain_text("About 106 plants and CO2")
    styled = box.locator("span[style*='vertical-align']")
    expect(styled).to_have_text(["6", "2", "1"])
    positions = [each.evaluate("e => e.style.verticalAlign") for each in styled.all()]
    assert positions == ["super", "sub", "super"]
    expect(field.locator("[data-paste-notice]")).to_have_count(0)


def test_typing_goes_on_after_the_paste(window: Window) -> None:
    field = paste(window, "<p>10<sup>6</sup> plants</p>")
    window.keyboard.type(" in all")
    expect(field.locator("[contenteditable=true]")).to_have_text("106 plants in all")


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p>See <a href="file:///C:/Users/me/plan.docx">the plan</a></p>', "file on a computer"),
        ("<p>x</p><table><tr><td>Geneva</td><td>10<sup>6</sup></td></tr></table>", "“Table”"),
        ('<p>x <img src="file:///C:/a.png" alt="a"></p>', "picture was left out"),
    ],
    ids=["file", "table", "picture"],
)
def test_an_editor_is_told_what_is_left_out(window: Window, html: str, said: str) -> None:
    field = paste(window, html)
    notice = field.locator("[data-paste-notice]")
    expect(notice).to_be_visible()
    expect(notice).to_contain_text(said)
    paste(window, "<p>Plain words</p>")
    expect(notice).to_have_count(0)


def test_what_was_pasted_is_saved_and_the_former_ids_of_headings_are_no_field(
    site: str, window: Window
) -> None:
    paste(window, WORD)
    window.wait_for_timeout(1_000)
    editors.save_draft(window)
    editors.expect_saved(window)
    editors.read(window)
    box = window.locator("[data-contentpath='mandate'] [contenteditable=true]")
    expect(box.locator("span[style*='vertical-align']")).to_have_text(["6", "2", "1"])
    assert window.locator("input[name$='former_ids']:visible").count() == 0
