"""Wide tables on paper: every cell lies on a sheet, in the PDF and as a browser prints the page."""

import subprocess
from pathlib import Path
from typing import Any

from django.test import Client

from wagtail.models import Page

import pytest
from lxml import html

from printing.wide_tables import columns_that_fit
from tests.conftest import PageFinder
from tests.printing.readers import needs_pango, open_pdf, pdf_text, structure, words

pytestmark = [needs_pango, pytest.mark.django_db, pytest.mark.usefixtures("warm_engine")]
WIDTHS = [2, 5, 7, 8, 13, 20]
SLACK = 1.0
LONG = "Nonproliferationofbiotechnological"
ADDRESS = "https://bch.example.org/documents/"


def cell(row: int, column: int) -> str:
    """A text of its own for each cell: by turns a number, words, a long word, an address."""
    mark = f"r{row}c{column}x"
    return [mark, f"{mark} some words", f"{LONG}{mark}", f"{ADDRESS}{mark}/index.html"][
        (row + column) % 4
    ]


def table(columns: int, rows: int = 6) -> tuple[str, dict[str, Any]]:
    return "table", {
        "caption": f"Of {columns} columns",
        "columns": [{"type": "text", "heading": cell(0, n)} for n in range(columns)],
        "rows": [{"values": [cell(row, n) for n in range(columns)]} for row in range(1, rows)],
    }


@pytest.fixture
def page(page_at: PageFinder) -> Page:
    """A page with tables of all widths."""
    page = page_at("protocol")
    page.body = [table(columns) for columns in WIDTHS]
    page.save_revision().publish()
    return page


def words_off_the_sheet(content: bytes) -> list[str]:
    command = ["pdftotext", "-bbox", "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    text = done.stdout.decode()
    found = []
    for sheet in html.document_fromstring(text.partition("?>")[2] or text).iter("page"):
        for word in sheet.iter("word"):
            left, right = float(word.get("xmin")), float(word.get("xmax"))
            if left < -SLACK or right > float(sheet.get("width")) + SLACK:
                found.append(str(word.text))
    return found


def smallest_print(content: bytes) -> float:
    command = ["pdftohtml", "-xml", "-i", "-stdout", "-zoom", "1", "/dev/stdin"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    fonts = html.document_fromstring(done.stdout).iter("fontspec")
    return min(float(font.get("size")) for font in fonts)


def assert_every_cell_is_on_paper(content: bytes) -> None:
    """In its order within the row; the first column again for each part."""
    text = words(pdf_text(content))
    for columns in WIDTHS:
        for row in range(6):
            missing = [n for n in range(columns) if words(cell(row, n)) not in text]
            assert missing == [], (columns, row)
    assert words_off_the_sheet(content) == []


@pytest.mark.parametrize("query", ["", "?size=large", "?with=fr", "?paper=letter"])
def test_every_cell_is_read_back_from_the_pdf(client: Client, page: Page, query: str) -> None:
    content = client.get(f"/en/protocol/print.pdf{query}").content
    assert_every_cell_is_on_paper(content)
    cells = [element for element in structure(open_pdf(content)) if str(element.S) == "/TD"]
    assert len(cells) >= 5 * sum(columns - 1 for columns in WIDTHS)


def test_a_part_repeats_the_first_column_and_says_which_part_it_is(
    client: Client, page: Page
) -> None:
    document = html.document_fromstring(client.get("/en/protocol/print/").content)
    parts = [part for part in document.iter("table") if "Of 20" in part.findtext("caption")]
    assert [part.findtext("caption") for part in parts] == [
        f"Of 20 columns (columns, part {n} of 4)" for n in range(1, 5)
    ]
    fitting = columns_that_fit(is_large=False, in_two_languages=False)
    for part in parts:
        heads = [head.text for head in part.findall("thead/tr/th")]
        assert heads[0] == cell(0, 0)
        assert len(heads) <= fitting
        assert [row.findtext("th") for row in part.findall("tbody/tr")] == [
            cell(row, 0) for row in range(1, 6)
        ]


def test_a_screen_has_the_table_whole_and_once(client: Client, page: Page) -> None:
    document = html.document_fromstring(client.get("/en/protocol/").content)
    shown = document.xpath("//div[contains(@class, 'table-scroll')]")
    screen = [part for part in shown if "paper-only" not in part.get("class")]
    assert [len(part.findall(".//thead/tr/th")) for part in screen] == WIDTHS
    wide = [columns for columns in WIDTHS if columns > 7]
    assert sum("screen-only" in part.get("class") for part in shown) == len(wide)


def test_a_heading_stands_again_beside_a_cell_of_several_sheets(
    client: Client, page_at: PageFinder
) -> None:
    page = page_at("protocol")
    kind, value = table(3, rows=2)
    value["rows"] = [{"values": ["first", "many words " * 2500, "last"]}]
    page.body = [(kind, value)]
    page.save_revision().publish()
    content = client.get("/en/protocol/print.pdf").content
    sheets = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode().split("\f")
    filled = [sheet for sheet in sheets if sheet.count("many words") > 50]
    assert len(filled) > 2
    assert all("r0c0x" in words(sheet) for sheet in filled)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["", "print/", "print/?size=large"])
def test_a_browser_prints_every_cell(
    client: Client, page: Page, tmp_path: Path, way: str
) -> None:
    """The page as it answers here, with its style sheets, as Chromium lays it on A4."""
    sync_api = pytest.importorskip("playwright.sync_api")
    answer = client.get(f"/en/protocol/{way}").content.decode()
    styles = "".join(
        f"<style>{Path(name).read_text()}</style>"
        for name in ("site/core/static/core/site.css", "site/printing/static/print/sheet.css")
    )
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch()
        shown = browser.new_page()
        shown.route("**/*", lambda route: route.abort())
        shown.set_content(answer.replace("</head>", f"{styles}</head>"))
        content = shown.pdf(format="A4", prefer_css_page_size=True)
        browser.close()
    assert_every_cell_is_on_paper(content)
