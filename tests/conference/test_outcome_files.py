"""Files of outcomes: type, size, language; the best first; nothing that is not for everybody."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import pytest

from conference.models import Outcome
from conference.outcomes.blocks import OutcomeFileBlock, OutcomeFilesBlock
from printing.pdf import renderer
from tests.conference.outcome_helpers import (
    RISK_ASSESSMENT,
    add_outcome,
    chain,
    files,
    library_document,
    private_collection,
    texts,
)
from tests.conftest import PageFinder
from tests.printing.readers import pdf_text, words
from tests.whole_site_urls import LANGUAGES


def squeezed(values: list[str]) -> list[str]:
    """No-break spaces as plain ones."""
    return [" ".join(value.split()) for value in values]


@pytest.mark.parametrize(
    ("language", "name", "details", "others"),
    [
        ("en", "report-en.pdf", "(PDF, 2.0 KB, English)", ["español"]),
        ("es", "report-es.docx", "(DOCX, 3,0 KB, español)", ["english"]),
        ("fr", "report-en.pdf", "(PDF, 2,0 Kio, anglais)", ["español"]),
    ],
)
@pytest.mark.parametrize("form", ["", "print/"])
def test_a_reader_gets_the_file_in_their_language_else_one_that_names_its_own(
    client: Client,
    page_at: PageFinder,
    language: str,
    name: str,
    details: str,
    others: list[str],
    form: str,
) -> None:
    spanish = library_document("report-es.docx", 3072)
    english = library_document("report-en.pdf")
    add_outcome(page_at(RISK_ASSESSMENT), title="With files", files=files(es=spanish, en=english))
    step = chain(client, RISK_ASSESSMENT, language, form)[2]
    (link,) = step.cssselect(".chain__title a")
    assert link.get("href").endswith(f"/{name}")
    assert link.get("hreflang") == name.removeprefix("report-")[:2]
    assert link.get("type")
    assert details in squeezed(texts(step, ".document__details"))[0]
    further = step.cssselect(".chain__files a")
    assert [other.text for other in further] == others
    assert all(other.get("lang") == other.get("hreflang") for other in further)
    assert texts(step, ".chain__title")[0].startswith("With files")


def test_a_file_in_a_language_that_the_site_has_not_is_better_than_none(
    client: Client, page_at: PageFinder
) -> None:
    add_outcome(page_at(RISK_ASSESSMENT), files=files(ar=library_document("report.pdf")))
    step = chain(client, RISK_ASSESSMENT, "es")[2]
    assert step.cssselect(".chain__title a")[0].get("hreflang") == "ar"
    assert "árabe" in texts(step, ".document__details")[0]


def test_a_file_added_to_the_original_is_offered_in_every_language_at_once(
    client: Client, page_at: PageFinder
) -> None:
    page = page_at(RISK_ASSESSMENT)
    report = page.outcomes.get()
    report.files = files(fr=library_document("rapport.pdf"))
    page.outcomes.add(report)
    page.save_revision().publish()
    for language in LANGUAGES:
        (link,) = chain(client, RISK_ASSESSMENT, language)[1].cssselect(".chain__title a")
        assert link.get("href").endswith("/rapport.pdf")


# --- Costs ------------------------------------------------------------------------------------


@pytest.mark.long
def test_files_cost_one_query_however_many_there_are_and_no_look_at_the_disk(
    client: Client, page_at: PageFinder
) -> None:
    page, address = page_at(RISK_ASSESSMENT), f"/en/{RISK_ASSESSMENT}/"
    add_outcome(page, files=files(en=library_document("one.pdf")))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(5):
        documents = {code: library_document(f"{code}-{number}.pdf") for code in ("en", "es", "ru")}
        add_outcome(page, files=files(**documents))
    for path in Path(library_document("x.pdf").file.path).parent.iterdir():
        path.unlink()
    with CaptureQueriesContext(connection) as many:
        text = client.get(address).text
    assert text.count("2.0\xa0KB") == 16
    assert len(many) == len(few) <= 14
    assert all(query["sql"].startswith("SELECT") for query in many.captured_queries)


# --- What is not for everybody ----------------------------------------------------------------

FORMS = ["", "print/", "print/all/", "print/all.html"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_file_of_a_private_collection_is_neither_linked_nor_named(
    client: Client, page_at: PageFinder, kind: str
) -> None:
    closed = library_document(
        "classified-name.pdf", collection=private_collection(kind), title="Classified title"
    )
    add_outcome(
        page_at(RISK_ASSESSMENT),
        title="Open words",
        files=files(en=closed, fr=library_document("ouvert.pdf")),
    )
    for language in LANGUAGES:
        beside = "en" if language == "fr" else "fr"
        for form in [*FORMS, f"print/?with={beside}"]:
            text = client.get(f"/{language}/{RISK_ASSESSMENT}/{form}").text
            assert "Open words" in text
            assert "ouvert.pdf" in text
            assert "lassified" not in text, (language, form)
        found = client.get(f"/{language}/search/?q=classified").text
        assert RISK_ASSESSMENT not in found
        assert "Classified title" not in found
    step = chain(client, RISK_ASSESSMENT, "en")[2]
    assert step.cssselect(".chain__title a")[0].get("hreflang") == "fr"


@pytest.mark.long
@pytest.mark.skipif(not renderer.is_available(), reason="Pango is not installed.")
def test_a_private_file_is_in_no_pdf(client: Client, page_at: PageFinder) -> None:
    closed = library_document("classified-name.pdf", collection=private_collection())
    add_outcome(page_at(RISK_ASSESSMENT), title="Open words", files=files(en=closed))
    content = client.get(f"/en/{RISK_ASSESSMENT}/print.pdf").content
    assert words("Open words") in words(pdf_text(content))
    assert b"classified-name" not in content
    assert words("classified-name") not in words(pdf_text(content))


def test_an_outcome_whose_only_file_is_private_looks_like_one_without(
    client: Client, page_at: PageFinder
) -> None:
    closed = library_document("hidden.pdf", collection=private_collection())
    add_outcome(page_at(RISK_ASSESSMENT), files=files(en=closed))
    step = chain(client, RISK_ASSESSMENT)[2]
    assert step.cssselect("a, .document__details") == []


@pytest.mark.long
def test_a_document_that_was_deleted_leaves_its_outcome_standing(
    client: Client, page_at: PageFinder
) -> None:
    document = library_document("gone.pdf")
    add_outcome(page_at(RISK_ASSESSMENT), title="Still here", files=files(en=document))
    document.delete()
    assert texts(chain(client, RISK_ASSESSMENT)[2], ".chain__title") == ["Still here"]


# --- What an editor may enter -----------------------------------------------------------------


def test_two_files_in_one_language_are_refused_by_its_name(db: None) -> None:
    block = OutcomeFilesBlock()
    one, two = library_document("a.pdf"), library_document("b.pdf")
    value = block.normalize([*files(en=one), *files(en=two)])
    with pytest.raises(ValidationError) as refusal:
        block.clean(value)
    assert "There is more than one file in this language: English." in str(
        refusal.value.as_json_data()
    )
    block.clean(block.normalize(files(en=one, es=two)))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "meeting"}, "files"),
        ({"kind": "report", "address": "https://example.org/"}, "address"),
    ],
)
def test_files_are_refused_where_they_do_not_belong(
    page_at: PageFinder, fields: dict[str, Any], field: str
) -> None:
    page = page_at(RISK_ASSESSMENT)
    value = files(en=library_document("a.pdf"))
    outcome = Outcome(page=page, locale=page.locale, title="Title", files=value, **fields)
    with pytest.raises(ValidationError) as refusal:
        outcome.full_clean()
    assert list(refusal.value.message_dict) == [field]


def test_the_file_block_has_icon_description_and_a_preview_with_and_without_a_library(
    db: None,
) -> None:
    block = OutcomeFileBlock()
    assert block.meta.icon == "doc-full"
    assert block.get_description()
    assert block.is_previewable
    assert str(block.render(block.get_preview_value())).strip() == ""
    library_document("report.pdf", title="Report")
    html = str(block.render(block.get_preview_value()))
    assert "Report</a>" in html
    assert 'hreflang="en"' in html
