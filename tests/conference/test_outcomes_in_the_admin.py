"""What editors and translators meet when they work on outcomes."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

import pytest
from lxml import html

from conference.models import ConferencePage, Outcome, OutcomePage
from tests.conference.outcome_helpers import MAINSTREAMING, RISK_ASSESSMENT, library_document
from tests.conftest import PageFinder


@pytest.fixture
def editor(client: Client, account: Callable[[str], Any]) -> Client:
    client.force_login(account("editor"))
    return client


def outcome_form(**data: Any) -> dict[str, Any]:
    empty = {"symbol": "", "date": "", "last_day": "", "place": "", "address": ""}
    return empty | {"kind": "report", "files": streamfield([])} | data


def save(editor: Client, page: Page, outcomes: list[dict[str, Any]]) -> Any:
    form = {
        "title": page.title,
        "slug": page.slug,
        "full_title": page.full_title,
        "opens_at": page.opens_at.strftime("%Y-%m-%d %H:%M"),
        "closes_at": page.closes_at.strftime("%Y-%m-%d %H:%M"),
        "extended_to": page.extended_to.strftime("%Y-%m-%d %H:%M"),
        "body": streamfield([]),
        "outcomes": inline_formset(outcomes),
        "see_also_links": inline_formset([]),
        "comments": inline_formset([]),
        "action-publish": "Publish",
    }
    return editor.post(address(page), nested_form_data(form))


def address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.long
def test_an_editor_enters_outcomes_with_files(editor: Client, page_at: PageFinder) -> None:
    page = page_at(RISK_ASSESSMENT)
    document = library_document("report.pdf")
    chosen = streamfield([("file", {"document": str(document.pk), "language": "es"})])
    outcomes = [
        outcome_form(title="A report", symbol="UNEP/X/1", date="2009-02-01", files=chosen),
        outcome_form(title="A meeting", kind="meeting", place="Geneva", date="2009-03-01"),
    ]
    assert editor.get(address(page)).status_code == 200
    assert save(editor, page, outcomes).status_code == 302
    report, meeting = ConferencePage.objects.get(pk=page.pk).outcomes.filter(title__startswith="A ")
    assert report.file_keys == [("es", document.pk)]
    assert (meeting.kind, meeting.place) == (Outcome.Kind.MEETING, "Geneva")


@pytest.mark.long
def test_what_is_refused_is_said_beside_the_field_and_the_form_stays_filled(
    editor: Client, page_at: PageFinder
) -> None:
    page = page_at(RISK_ASSESSMENT)
    twice = streamfield(
        [
            ("file", {"document": str(library_document(name).pk), "language": "es"})
            for name in ("a.pdf", "b.pdf")
        ]
    )
    outcomes = [
        outcome_form(title="A decision of some kind", kind="decision"),
        outcome_form(title="A paper twice", files=twice),
    ]
    response = save(editor, page, outcomes)
    assert response.status_code == 200
    text = html.document_fromstring(response.content.decode()).text_content()
    assert "Give the symbol by which it is cited." in text
    assert "A decision of some kind" in response.text
    assert "There is more than one file in this language: Spanish." in response.text


def test_the_form_of_a_translation_says_where_the_outcomes_are_kept(
    client: Client, page_at: PageFinder, account: Callable[[str], Any]
) -> None:
    client.force_login(account("admin"))
    french = page_at(MAINSTREAMING, "fr")
    assert client.get(f"{address(french)}?form=1").status_code == 200
    panel = (
        type(french)
        .get_edit_handler()
        .get_bound_panel(
            instance=french, request=None, form=type(french).get_edit_handler().get_form_class()()
        )
    )
    texts = [str(getattr(each, "help_text", "")) for each in leaves(panel)]
    assert any("kept on the original page" in text and "outcomes" in text for text in texts)


def leaves(panel: Any) -> list[Any]:
    return [panel, *(leaf for child in getattr(panel, "children", []) for leaf in leaves(child))]


def test_an_editor_adds_the_summary(editor: Client, page_at: PageFinder) -> None:
    conference = page_at(RISK_ASSESSMENT)
    add = reverse("wagtailadmin_pages:add", args=["conference", "outcomepage", conference.pk])
    row = {name: rich_text(f"<p>{name}</p>") for name in ("asked", "said", "did")}
    form = {
        "title": "Outcomes",
        "slug": "outcomes",
        "answers": streamfield([("answer", row)]),
        "report": streamfield([]),
        "body": streamfield([]),
        "see_also_links": inline_formset([]),
        "comments": inline_formset([]),
        "action-publish": "Publish",
    }
    assert editor.get(add).status_code == 200
    assert editor.post(add, nested_form_data(form)).status_code == 302
    assert len(OutcomePage.objects.child_of(conference).get().answers) == 1
