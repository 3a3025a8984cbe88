"""PDFs: tagged, in the language of the page, made once."""

from typing import Any

from django.test import Client, override_settings

from wagtail.models import Page

import pytest

from printing.errors import RefusedError
from printing.pdf import renderer
from tests.conftest import PageFinder
from tests.printing.readers import (
    MAINSTREAMING,
    OBJECTIVES,
    bookmarks,
    needs_pango,
    open_pdf,
    paragraphs,
    pdf_text,
    structure,
    tree,
    words,
)
from tests.whole_site_urls import LANGUAGES, PATHS, address

pytestmark = [needs_pango, pytest.mark.django_db]
# Pages with pages below them; of the others the section is the page.
SECTIONS = [path for path in PATHS if any(each.startswith(f"{path}/") for each in PATHS)]
# The whole site in each language has every page; each by itself, and the sections within the site,
# in each language by turns.
PAGES_BY_THEMSELVES = [
    (path, LANGUAGES[(number + 1) % len(LANGUAGES)]) for number, path in enumerate(PATHS)
]
SECTIONS_IN_TURN = [("", language) for language in LANGUAGES] + [
    (path, LANGUAGES[number % len(LANGUAGES)]) for number, path in enumerate(SECTIONS)
]
PAGES_IN_TURN = [(path, ("es", "fr")[number % 2]) for number, path in enumerate(PATHS)]


def check(content: bytes, language: str, sheet: Any) -> None:
    """The PDF against the HTML print view of the same page."""
    pdf = open_pdf(content)
    assert str(pdf.Root.Lang) == language
    assert bool(pdf.Root.MarkInfo.Marked)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == sheet.findtext(".//title")
    headings = [" ".join(h.text_content().split()) for h in sheet.cssselect("h1,h2,h3,h4,h5,h6")]
    assert [" ".join(title.split()) for title in bookmarks(pdf)] == headings
    elements = list(structure(pdf))
    tags = [str(element.S)[1:] for element in elements]
    # A table that runs on over the sheet is tagged on each, below its repeated head.
    tables = len(sheet.cssselect("table"))
    assert tables <= tags.count("Table") <= 2 * tables
    assert all("/Alt" in element for element in elements if element.S == "/Figure")
    assert all("/Scope" in element.A for element in elements if element.S == "/TH")
    text, place = words(pdf_text(content, margins=False)), 0
    for paragraph in paragraphs(sheet):
        place = text.find(paragraph, place)
        assert place >= 0, paragraph


@pytest.mark.slow
@pytest.mark.parametrize(("path", "language"), PAGES_BY_THEMSELVES)
def test_every_page_is_a_tagged_pdf_with_all_its_text(
    client: Client, path: str, language: str
) -> None:
    response = client.get(f"{address(path, language)}print.pdf")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Language"] == language
    check(response.content, language, tree(client.get(f"{address(path, language)}print/")))


@pytest.mark.slow
@pytest.mark.parametrize(("path", "language"), SECTIONS_IN_TURN)
def test_every_section_is_one_tagged_pdf(client: Client, path: str, language: str) -> None:
    where = address(path, language)
    response = client.get(f"{where}print/all.pdf")
    assert response.status_code == 200
    check(response.content, language, tree(client.get(f"{where}print/all/")))


@pytest.mark.slow
@pytest.mark.parametrize(("path", "language"), PAGES_IN_TURN)
def test_every_page_is_a_pdf_beside_its_english(client: Client, path: str, language: str) -> None:
    where = address(path, language)
    response = client.get(f"{where}print.pdf?with=en")
    assert response.status_code == 200
    pdf = open_pdf(response.content)
    assert str(pdf.Root.Lang) == language
    assert "en" in {str(element.Lang) for element in structure(pdf) if "/Lang" in element}
    text = words(pdf_text(response.content, margins=False))
    sheet = tree(client.get(f"{where}print/?with=en"))
    sides = {side.get("lang"): 0 for side in sheet.cssselect(".pair__side")}
    assert set(sides) == {language, "en"}
    for side in sheet.cssselect(".pair__side"):
        for paragraph in side.cssselect("p, li, h1, h2, h3"):
            if not paragraph.cssselect("p, li, a[data-see]"):
                assert words(paragraph.text_content()) in text


def test_links_to_other_parts_name_their_sheet(client: Client) -> None:
    text = pdf_text(client.get(f"/es/{MAINSTREAMING}/print/all.pdf").content)
    assert "véase la página" in text
    assert "Página 1 de" in text


@pytest.mark.parametrize(
    ("query", "width", "height"), [("", 595, 842), ("?paper=letter", 612, 792)]
)
def test_the_sheets_are_as_large_as_asked(
    client: Client, query: str, width: int, height: int
) -> None:
    pdf = open_pdf(client.get(f"/en/{OBJECTIVES}/print.pdf{query}").content)
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [width, height]


@pytest.mark.slow
def test_large_print_takes_more_sheets(client: Client) -> None:
    where = f"/en/{MAINSTREAMING}/print/all.pdf"
    normal = open_pdf(client.get(where).content)
    assert len(open_pdf(client.get(f"{where}?size=large").content).pages) > len(normal.pages)


def test_a_table_says_which_way_its_headers_point(client: Client) -> None:
    pdf = open_pdf(client.get("/en/protocol/capacity-building/print.pdf").content)
    scopes = [str(element.A.Scope) for element in structure(pdf) if element.S == "/TH"]
    assert scopes.count("/Column") == 3
    assert scopes.count("/Row") == 5


def test_an_unchanged_pdf_is_not_sent_again(client: Client) -> None:
    first = client.get(f"/en/{OBJECTIVES}/print.pdf")
    again = client.get(f"/en/{OBJECTIVES}/print.pdf", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert first["Cache-Control"] == "no-cache, public"


def test_a_published_change_makes_another(client: Client, page_at: PageFinder) -> None:
    before = client.get(f"/en/{OBJECTIVES}/print.pdf")
    page = page_at(OBJECTIVES)
    page.summary = "A summary that nobody has read before."
    page.save_revision().publish()
    after = client.get(f"/en/{OBJECTIVES}/print.pdf")
    assert after["ETag"] != before["ETag"]
    assert words(page.summary) in words(pdf_text(after.content))


@override_settings(PDF_MAX_SHEETS=1)
def test_too_many_sheets_are_refused_in_the_readers_language(client: Client) -> None:
    response = client.get(f"/fr/{MAINSTREAMING}/print/all.pdf")
    assert response.status_code == 413
    assert "Ce PDF compterait plus de 1 feuilles" in response.content.decode()


@override_settings(PDF_TIME_LIMIT=0.01)
def test_a_busy_machine_says_when_to_come_back(client: Client) -> None:
    """The document is small: what it lacks is a processor, and not for an hour."""
    response = client.get(f"/es/{OBJECTIVES}/print.pdf")
    assert response.status_code == 503
    assert 0 < int(response["Retry-After"]) <= 60
    assert "vuelva a intentarlo" in response.content.decode().lower()


@override_settings(PDF_CPU_LIMIT=1)
def test_what_takes_too_much_processor_time_is_refused_for_good() -> None:
    rows = "<tr><td>long</td></tr>" * 20_000
    with pytest.raises(RefusedError) as refusal:
        renderer.render(f'<html lang="en"><title>t</title><table>{rows}</table></html>')
    assert (refusal.value.status, refusal.value.retry_after) == (413, None)


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "unavailable_reason", lambda: "cannot load library 'pango-1.0-0'")


@pytest.mark.usefixtures("without_pango")
def test_without_pango_no_link_leads_to_a_pdf_and_the_address_says_why(
    client: Client, home: Page
) -> None:
    assert "print.pdf" not in client.get(f"/en/{OBJECTIVES}/").content.decode()
    assert "print.pdf" not in client.get(f"/en/{OBJECTIVES}/print/").content.decode()
    response = client.get(f"/fr/{OBJECTIVES}/print.pdf")
    assert response.status_code == 404
    assert "Ce serveur ne peut pas créer de PDF" in response.content.decode()


@pytest.mark.usefixtures("without_pango")
def test_without_pango_a_check_says_what_to_install() -> None:
    from printing.pdf.renderer import can_make_pdfs

    (message,) = can_make_pdfs()
    assert "libpango-1.0-0" in str(message.hint)
