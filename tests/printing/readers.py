"""How the tests read what comes out of the printer."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import HttpResponse

import pikepdf
import pytest
from lxml import html

from printing.pdf import renderer

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"
OBJECTIVES = f"{MAINSTREAMING}/objectives"
needs_pango = pytest.mark.skipif(not renderer.is_available(), reason="Pango is not installed.")


def tree(response: HttpResponse) -> Any:
    return html.document_fromstring(response.content.decode())


def words(text: str) -> str:
    """Without line breaks, hyphenation and spacing: what is left is the text itself."""
    return "".join(text.replace("\u00ad", "").replace("-\n", "").replace("-", "").split())


def pdf_text(content: bytes, *, margins: bool = True) -> str:
    """The text in the order in which it is drawn, of A4 also without its margins."""
    command = ["pdftotext", "-enc", "UTF-8", "-nopgbrk", "-raw"]
    if not margins:
        command += ["-x", "0", "-y", "45", "-W", "596", "-H", "735"]
    command += ["-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return done.stdout.decode()


def paragraphs(sheet: Any) -> Iterator[str]:
    """The text of a print view, but for links that a sheet number follows in the PDF."""
    for element in sheet.cssselect("main p, main li, main th, main td, main h1, main h2, main h3"):
        if not element.cssselect("p, li, a[data-see]"):
            yield words(element.text_content())


def open_pdf(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def structure(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element of the structure tree, in order."""
    stack = list(pdf.Root.StructTreeRoot.K)[::-1]
    while stack:
        element = stack.pop()
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            continue
        yield element
        children = element.get("/K", pikepdf.Array())
        if isinstance(children, pikepdf.Array):
            stack.extend(list(children)[::-1])


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    titles: list[str] = []

    def walk(items: Any) -> None:
        for item in items:
            titles.append(str(item.title))
            walk(item.children)

    with pdf.open_outline() as outline:
        walk(outline.root)
    return titles
