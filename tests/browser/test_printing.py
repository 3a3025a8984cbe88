"""Paper, as Chromium prints it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.test_reading import MAINSTREAMING, url
from tests.whole_site_urls import LANGUAGES, PATHS

FOOT = {"en": "Page 1 of ", "es": "Página 1 de ", "fr": "Page 1 sur "}


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[Any]:
    """One for all that is printed."""
    page = browser.new_page()
    yield page
    page.close()


def printed(window: Any, address: str, file: Path, **options: Any) -> str:
    """The text of all sheets, without its line breaks."""
    window.goto(address)
    window.pdf(path=file, prefer_css_page_size=True, **options)
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True)
    return " ".join(text.stdout.decode().split())


# The page of a session shows its contributions; its print view is the session's own text.
ALIKE = [path for path in PATHS if "/demo/session-" not in path]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ALIKE)
def test_a_page_and_its_print_view_give_the_same_sheets(
    site: str, window: Any, tmp_path: Path, path: str, language: str
) -> None:
    address = url(site, path, language)
    page = printed(window, address, tmp_path / "page.pdf")
    assert page == printed(window, f"{address}print/", tmp_path / "print.pdf")
    assert FOOT[language] in page
    # In the citation, and at the foot of a sheet; a line may end within an address.
    assert without_breaks(page).count(without_breaks(address)) >= 2


def without_breaks(text: str) -> str:
    return "".join(text.split()).replace("-", "")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_prints_on_either_paper(
    site: str, window: Any, tmp_path: Path, language: str, paper: str
) -> None:
    address = f"{url(site, MAINSTREAMING, language)}print/all/"
    text = printed(window, address, tmp_path / "all.pdf", format=paper)
    assert FOOT[language] in text
    assert "4.2" in text


def test_the_button_prints_and_needs_javascript_alone(site: str, browser: Any) -> None:
    address = f"{url(site, 'protocol', 'es')}print/"
    for enabled in (True, False):
        context = browser.new_context(java_script_enabled=enabled)
        page = context.new_page()
        page.goto(address)
        assert page.get_by_role("button", name="Imprimir esta página").is_visible() is enabled
        context.close()
