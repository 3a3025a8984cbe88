"""Tables of many widths, and how the tests find their cells on paper."""

import subprocess
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import html

from tests.printing.readers import pdf_text, words

WIDTHS = [2, 5, 7, 8, 13, 20]
SLACK = 1.0
# Points; what is smaller is not legible.
SMALLEST = 7.0
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


def assert_every_cell_is_on_paper(content: bytes) -> None:
    """In its order within the row; the first column again for each part."""
    text = words(pdf_text(content))
    for columns in WIDTHS:
        for row in range(6):
            missing = [n for n in range(columns) if words(cell(row, n)) not in text]
            assert missing == [], (columns, row)
    assert words_off_the_sheet(content) == []


def smallest_letters(content: bytes) -> float:
    """The size in points of the smallest letters that are drawn."""
    sizes = []
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if pdfium.FPDFText_IsGenerated(text, index):
                continue
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(text, index, matrix)
            sizes.append(pdfium.FPDFText_GetFontSize(text, index) * abs(matrix.d))
    return min(sizes)
