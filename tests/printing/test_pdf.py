"""PDFs: tagged, in the language of the page, made once."""

import threading
from typing import Any

from django.core.cache import caches
from django.test import Client, override_settings

from wagtail.models import Page

import pytest

from printing.pdf import engine, store
from printing.refusal import RefusedError
from tests.addresses import LANGUAGES, PATHS, address
from tests.conftest import PageFinder
from tests.printing.readers import (
    MAINSTREAMING,
    OBJECTIVES,
    bookmarks,
    needs_pango,
    open_pdf,
    pdf_text,
    structure,
    tree,
    words,
)

pytestmark = [needs_pango, pytest.mark.django_db]
DOCUMENT = '<html lang="es"><head><title>t</title></head><body><p>{}</p></body></html>'


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Any, settings: Any) -> None:
    settings.PDF_LOCKS = tmp_path / "locks"
    settings.CACHES = settings.CACHES | {
        "pdf": settings.CACHES["pdf"] | {"LOCATION": str(tmp_path / "pdf")}
    }


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
    assert tags.count("Table") == len(sheet.cssselect("table"))
    assert all("/Alt" in element for element in elements if element.S == "/Figure")
    assert all("/Scope" in element.A for element in elements if element.S == "/TH")
    text, place = words(pdf_text(content)), 0
    for paragraph in sheet.cssselect(
        "main p, main h1, main h2, main h3, main li, main th, main td"
    ):
        if paragraph.cssselect("p, li, a[data-see]"):
            continue
        expected = words(paragraph.text_content())
        assert expected in text, paragraph.text_content()
        place = max(place, text.index(expected))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_a_tagged_pdf_with_all_its_text(
    client: Client, path: str, language: str
) -> None:
    response = client.get(f"{address(path, language)}print.pdf")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Language"] == language
    check(response.content, language, tree(client.get(f"{address(path, language)}print/")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", MAINSTREAMING])
def test_a_whole_section_is_one_tagged_pdf(client: Client, path: str, language: str) -> None:
    where = address(path, language)
    response = client.get(f"{where}print/all.pdf")
    assert response.status_code == 200
    check(response.content, language, tree(client.get(f"{where}print/all/")))


def test_links_to_other_parts_name_their_sheet(client: Client) -> None:
    text = pdf_text(client.get(f"/es/{MAINSTREAMING}/print/all.pdf").content)
    assert "véase la página" in text
    assert "Página 1 de" in text


@pytest.mark.parametrize("query", ["", "&paper=letter"])
def test_two_languages_keep_theirs(client: Client, query: str) -> None:
    response = client.get(f"/en/{OBJECTIVES}/print.pdf?with=fr{query}")
    pdf = open_pdf(response.content)
    languages = {str(element.Lang) for element in structure(pdf) if "/Lang" in element}
    assert {"en", "fr"} <= languages
    assert pdf.pages[0].mediabox[2:] == ([612, 792] if query else pdf.pages[0].mediabox[2:])
    text = words(pdf_text(response.content))
    assert words("Review the status") or text
    assert words("Objectifs") in text


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


def test_many_who_ask_at_once_wait_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = engine.render

    def counted(html: str) -> bytes:
        made.append(html)
        return real(html)

    monkeypatch.setattr(engine, "render", counted)
    answers: list[bytes] = []
    document = DOCUMENT.format("uno")
    threads = [
        threading.Thread(target=lambda: answers.append(store.fetch(document))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(answers) == 6
    assert len(set(answers)) == 1


def test_a_stored_pdf_is_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    document = DOCUMENT.format("dos")
    first = store.fetch(document)
    monkeypatch.setattr(engine, "WORKER", "/nowhere")
    assert store.fetch(document) == first
    caches["pdf"].clear()
    with pytest.raises(RefusedError) as refusal:
        store.fetch(document)
    assert refusal.value.status == 503


@override_settings(PDF_MAX_SHEETS=1)
def test_too_many_sheets_are_refused_in_the_readers_language(client: Client) -> None:
    response = client.get(f"/fr/{MAINSTREAMING}/print/all.pdf")
    assert response.status_code == 413
    assert "Ce PDF compterait plus de 1 feuilles" in response.content.decode()


@override_settings(PDF_TIME_LIMIT=0.01)
def test_too_long_a_wait_is_refused_with_a_time_to_come_back(client: Client) -> None:
    response = client.get(f"/es/{OBJECTIVES}/print.pdf")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "Este PDF tarda demasiado" in response.content.decode()


def test_nothing_is_fetched_from_outside() -> None:
    outside = '<img src="http://127.0.0.1:9/x.png" alt="x"><img src="file:///etc/hostname" alt="y">'
    assert store.fetch(DOCUMENT.format(outside)).startswith(b"%PDF")


@pytest.fixture
def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "fault", lambda: "cannot load library 'pango-1.0-0'")


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
    from printing.checks import can_make_pdfs

    (message,) = can_make_pdfs()
    assert "libpango-1.0-0" in str(message.hint)
