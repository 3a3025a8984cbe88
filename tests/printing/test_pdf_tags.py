"""WeasyPrint's own tags and text, which a patch and `ReadableStream` complete."""

import inspect
import re

import pytest

tags = pytest.importorskip("weasyprint.pdf.tags", exc_type=(ImportError, OSError))


def test_stock_tags_lack_languages_and_scopes() -> None:
    """When this fails, a part of `tagging.build_complete` may be needless."""
    from weasyprint import HTML

    cells = '<th scope="row"><i lang="fr">x</i></th><td>1</td>'
    page = HTML(string=f'<html lang="en"><table><tr>{cells}</tr></table>')
    pdf = page.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    assert b"/TH" in pdf
    assert b"/Scope /Row" not in pdf
    assert b"/Lang (fr)" not in pdf


def test_the_function_that_is_replaced_takes_a_box_first() -> None:
    assert next(iter(inspect.signature(tags._build_box_tree).parameters)) == "box"


def test_stock_tags_images_without_alternative() -> None:
    """When this fails, `ReadableStream.marked` may be needless."""
    from weasyprint import HTML

    svg = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"
    page = HTML(string=f'<html lang="en"><img alt="" src="{svg}"><p>x</p></html>')
    pdf = page.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    assert b"/S /Figure" in pdf


def test_stock_words_are_not_read_back() -> None:
    """When this fails, the soft hyphens of `ReadableStream` or `name_glyphs` may be needless."""
    from weasyprint import HTML

    style = "<style>@page { size: 40mm } p { hyphens: auto }</style>"
    page = HTML(string=f'<html lang="en">{style}<p>internationalization</p></html>')
    pdf = page.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    assert b"/ActualText" not in pdf
    marked = HTML(
        string='<html lang="ar" dir="rtl"><p style="font-family: Noto Naskh Arabic">أُ</p>'
    )
    # The mapping of a glyph to no character.
    assert re.search(rb"<[0-9a-f]{4}> <>", marked.write_pdf(uncompressed_pdf=True))
