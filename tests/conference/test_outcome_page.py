"""We asked, you said, we did: the summary of a conference's outcomes."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import pytest
from lxml import html

from conference.models import OutcomePage
from conference.outcomes.blocks import AnswerBlock
from tests.conference.outcome_helpers import (
    RISK_ASSESSMENT,
    library_document,
    private_collection,
    texts,
)
from tests.conftest import PageFinder
from tests.translation.conftest import MARK, publish_translation, submit  # noqa: F401

TITLE = "Questions, views and follow-up"


def answer(number: int = 1, link: str = "") -> tuple[str, dict[str, str]]:
    return "answer", {
        "asked": f"<p>asked {number}</p>",
        "said": f"<p>said {number}</p>",
        "did": f"<p>did {number} {link}</p>",
    }


@pytest.fixture
def summary(page_at: PageFinder) -> OutcomePage:
    conference = page_at(RISK_ASSESSMENT)
    page = OutcomePage(
        title=TITLE, slug="outcomes", locale=conference.locale, answers=[answer(1), answer(2)]
    )
    conference.add_child(instance=page)
    page.save_revision().publish()
    return OutcomePage.objects.get(pk=page.pk)


def tree(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return html.document_fromstring(response.content.decode())


@pytest.mark.parametrize("form", ["", "print/"])
def test_each_row_says_what_was_asked_said_and_done(
    client: Client, summary: OutcomePage, form: str
) -> None:
    page = tree(client, f"/en/{RISK_ASSESSMENT}/outcomes/{form}")
    rows = page.cssselect(".answers [role=listitem]")
    assert [texts(row, "dt") for row in rows] == [["We asked", "You said", "We did"]] * 2
    assert texts(rows[1], "dd") == ["asked 2", "said 2", "did 2"]
    assert "3 to 28 November 2008" in page.text_content()


def test_the_chain_leads_to_the_summary_and_so_do_the_pages_of_the_conference(
    client: Client, summary: OutcomePage
) -> None:
    page = tree(client, f"/en/{RISK_ASSESSMENT}/")
    (link,) = page.cssselect(".outcomes .way-on a")
    assert (link.text, link.get("href")) == (TITLE, f"/en/{RISK_ASSESSMENT}/outcomes/")
    assert TITLE in texts(page, ".cards h3")


def test_the_printed_section_has_the_summary_and_leads_to_its_place(
    client: Client, summary: OutcomePage
) -> None:
    sheet = tree(client, f"/en/{RISK_ASSESSMENT}/print/all/")
    (link,) = sheet.cssselect(".outcomes .way-on a")
    assert link.get("href") == f"#part-{summary.pk}"
    assert len(sheet.cssselect(".answer")) == 2


def test_a_draft_summary_is_neither_linked_nor_printed(
    client: Client, summary: OutcomePage
) -> None:
    summary.unpublish()
    for form in ("", "print/", "print/all/"):
        assert TITLE not in client.get(f"/en/{RISK_ASSESSMENT}/{form}").text


def test_a_language_without_the_summary_shows_the_chain_alone(
    client: Client, summary: OutcomePage
) -> None:
    page = tree(client, f"/fr/{RISK_ASSESSMENT}/")
    assert page.cssselect(".chain")
    assert page.cssselect(".outcomes .way-on") == []


@pytest.mark.long
def test_every_word_of_a_row_reaches_the_translators_and_comes_back(
    client: Client,
    summary: OutcomePage,
    publish_translation: Callable[..., Any],  # noqa: F811
) -> None:
    publish_translation(summary)
    page = tree(client, f"/fr/{RISK_ASSESSMENT}/outcomes/")
    first = page.cssselect(".answer")[0]
    assert texts(first, "dt")[0] == "Ce que nous avons demandé"
    assert texts(first, "dd") == [f"{MARK}asked 1", f"{MARK}said 1", f"{MARK}did 1"]
    beside = tree(client, f"/fr/{RISK_ASSESSMENT}/outcomes/print/?with=en")
    rows = [row for row in beside.cssselect(".pair") if row.cssselect(".answer")]
    assert [len(row.cssselect(".answer")) for row in rows] == [2, 2]


@pytest.mark.long
def test_links_in_the_rows_cost_the_same_however_many_rows_there_are(
    client: Client, page_at: PageFinder, summary: OutcomePage
) -> None:
    home = page_at("")
    document = library_document("open.pdf")
    links = (
        f'<a linktype="page" id="{home.pk}">home</a>'
        f'<a linktype="document" id="{document.pk}">file</a>'
    )
    address, counts = f"/en/{RISK_ASSESSMENT}/outcomes/", []
    for rows in (1, 12):
        summary.answers = [answer(number, links) for number in range(rows)]
        summary.save_revision().publish()
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            text = client.get(address).text
        assert text.count("open.pdf") >= rows
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 14


def test_a_link_to_a_private_document_keeps_its_text_only(
    client: Client, summary: OutcomePage
) -> None:
    document = library_document("classified.pdf", collection=private_collection())
    link = f'<a linktype="document" id="{document.pk}">words</a>'
    summary.answers = [answer(1, link)]
    summary.save_revision().publish()
    for form in ("", "print/", "print/all/"):
        text = client.get(f"/en/{RISK_ASSESSMENT}/outcomes/{form}").text
        assert "words</a>" in text
        assert "classified" not in text


def test_the_rows_are_searched(client: Client, summary: OutcomePage) -> None:
    answer = {"asked": "<p>What?</p>", "said": "<p>zoogeography</p>", "did": "<p>That.</p>"}
    summary.answers = [("answer", answer)]
    summary.save_revision().publish()
    assert TITLE in client.get("/en/search/?q=zoogeography").text


def test_a_conference_has_one_summary(page_at: PageFinder, summary: OutcomePage) -> None:
    assert not OutcomePage.can_create_at(page_at(RISK_ASSESSMENT))
    assert not OutcomePage.can_create_at(page_at(""))
    assert OutcomePage.page_description
    assert OutcomePage.icon == "clipboard-list"


def test_a_row_has_icon_description_and_a_preview_of_itself() -> None:
    block = AnswerBlock()
    assert block.meta.icon == "clipboard-list"
    assert block.get_description()
    assert block.is_previewable
    assert str(block.render(block.get_preview_value())).count("<dd>") == 3
