"""Wide tables on paper: every cell lies on a sheet, in the PDF and as a browser prints the page."""

import subprocess

from django.test import Client

from wagtail.models import Page

import pytest
from lxml import html

from printing.wide_table_splitting import columns_that_fit
from tests.conftest import PageFinder
from tests.printing.readers import needs_pango, open_pdf, structure, words
from tests.printing.wide import (
    SMALLEST,
    WIDTHS,
    assert_every_cell_is_on_paper,
    cell,
    smallest_letters,
    table,
)

pytestmark = [needs_pango, pytest.mark.django_db]


@pytest.fixture
def page(page_at: PageFinder) -> Page:
    """A page with tables of all widths."""
    page = page_at("protocol")
    page.body = [table(columns) for columns in WIDTHS]
    page.save_revision().publish()
    return page


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "?size=large", "?with=fr", "?paper=letter"])
def test_every_cell_is_read_back_from_the_pdf(client: Client, page: Page, query: str) -> None:
    content = client.get(f"/en/protocol/print.pdf{query}").content
    assert_every_cell_is_on_paper(content)
    assert smallest_letters(content) >= SMALLEST
    cells = [element for element in structure(open_pdf(content)) if str(element.S) == "/TD"]
    assert len(cells) >= 5 * sum(columns - 1 for columns in WIDTHS)


@pytest.mark.long
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


@pytest.mark.long
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
    value["rows"] = [{"values": ["first", "many words " * 800, "last"]}]
    page.body = [(kind, value)]
    page.save_revision().publish()
    content = client.get("/en/protocol/print.pdf").content
    sheets = (
        subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
        )
        .stdout.decode()
        .split("\f")
    )
    filled = [sheet for sheet in sheets if sheet.count("many words") > 20]
    assert len(filled) > 1
    assert all("r0c0x" in words(sheet) for sheet in filled)
