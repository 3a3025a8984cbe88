"""WeasyPrint's own tags, for which an entry of the table of patches stands in."""

import inspect

import pytest

tags = pytest.importorskip("weasyprint.pdf.tags", exc_type=(ImportError, OSError))


def test_stock_tags_lack_languages_and_scopes() -> None:
    """When this fails, `tag_languages_and_scopes` in render_process may be needless."""
    from weasyprint import HTML

    cells = '<th scope="row"><i lang="fr">x</i></th><td>1</td>'
    page = HTML(string=f'<html lang="en"><table><tr>{cells}</tr></table>')
    pdf = page.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    assert b"/TH" in pdf
    assert b"/Scope /Row" not in pdf
    assert b"/Lang (fr)" not in pdf


def test_the_function_that_is_replaced_takes_a_box_first() -> None:
    assert next(iter(inspect.signature(tags._build_box_tree).parameters)) == "box"
