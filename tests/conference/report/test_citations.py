"""Citations of contributions in the report on a conference and in the rows of its outcomes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.test import Client

from wagtail.models import PageViewRestriction

import pytest

from conference.models import OutcomePage
from conference.outcomes.blocks import CitedNumbersBlock, ReportSectionBlock
from contributions.conference_registry import Conference
from contributions.models import Contribution, Participant, State
from tests.conftest import seeded_page
from tests.contributions.conftest import DEMO, WHOLE, posted
from tests.printing.readers import tree

REPORT = f"{WHOLE}report/"


def report_on(**fields: Any) -> OutcomePage:
    """The demo conference's report, published."""
    parent = seeded_page(DEMO)
    page = OutcomePage(title="Report", slug="report", locale=parent.locale, **fields)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return OutcomePage.objects.get(pk=page.pk)


def section(text: str = "", cited: str = "", title: str = "Training") -> tuple[str, dict[str, str]]:
    return "section", {"title": title, "text": f"<p>{text}</p>", "cited": cited}


def test_a_citation_says_the_country_and_links_to_the_contribution(
    client: Client, conference: Conference, ada: Participant
) -> None:
    one = posted(conference, ada, title="Its title")
    report_on(report=[section(f"Some asked for it [#{one.number}].")])
    page = tree(client.get(REPORT))
    [mark] = page.cssselect(".report-section a")
    assert mark.text_content() == f"[#{one.number}, Kenya]"
    assert mark.get("href") == f"{WHOLE}session-1/contributions/{one.number}/"
    assert client.get(mark.get("href")).status_code == 200
    [line] = page.cssselect(".cited-list li")
    assert "Its title" in line.text_content()


def test_the_numbers_of_a_section_are_cited_below_it_and_listed_once(
    client: Client, conference: Conference, ada: Participant
) -> None:
    one, two = posted(conference, ada), posted(conference, ada)
    report_on(report=[section(f"[#{one.number}]", f"#{two.number}, #{one.number}")])
    page = tree(client.get(REPORT))
    marks = [mark.text_content() for mark in page.cssselect(".report-section .cited a")]
    assert marks == [f"[#{two.number}, Kenya]", f"[#{one.number}, Kenya]"]
    assert len(page.cssselect(".cited-list li")) == 2


def test_you_said_cites_contributions(
    client: Client, conference: Conference, ada: Participant
) -> None:
    one = posted(conference, ada)
    row = {"asked": "<p>What?</p>", "said": f"<p>This [#{one.number}]</p>", "did": "<p>Done</p>"}
    report_on(answers=[("answer", row | {"cited": f"#{one.number}"})])
    page = tree(client.get(REPORT))
    assert [a.text_content() for a in page.cssselect(".answer a")] == [
        f"[#{one.number}, Kenya]"
    ] * 2


def test_citations_print_with_their_list_and_lead_within_the_proceedings(
    client: Client, conference: Conference, ada: Participant
) -> None:
    one = posted(conference, ada)
    report_on(report=[section(f"[#{one.number}]")])
    sheet = tree(client.get(f"{REPORT}print/"))
    assert f"[#{one.number}, Kenya]" in sheet.cssselect(".cited-list")[0].text_content()
    whole = tree(client.get(f"{WHOLE}print/all/?include=contributions"))
    [mark] = whole.cssselect(".report-section a")
    assert mark.get("href") == f"#annex-contributions-contribution-{one.number}"


@pytest.mark.parametrize("state", [State.DRAFT, State.WAITING, State.RETURNED])
def test_what_is_not_on_record_is_no_citation(
    client: Client, conference: Conference, ada: Participant, state: str
) -> None:
    one = posted(conference, ada, title="zebrafinch")
    report_on(report=[section(f"[#{one.number}]", f"#{one.number}")])
    number = None if state == State.DRAFT else one.number
    Contribution.objects.filter(pk=one.pk).update(state=state, number=number)
    text = client.get(f"{REPORT}print/").content.decode()
    assert "zebrafinch" not in text
    assert "Kenya" not in tree(client.get(f"{REPORT}print/")).cssselect("main")[0].text_content()


def test_of_a_withdrawn_one_no_title_and_author_are_shown(
    client: Client, conference: Conference, ada: Participant
) -> None:
    one = posted(conference, ada, title="zebrafinch", state=State.WITHDRAWN, author_name="Finch")
    report_on(report=[section(f"[#{one.number}]")])
    text = client.get(REPORT).content.decode()
    assert f"[#{one.number}, withdrawn]" in text
    assert "zebrafinch" not in text
    assert "Finch" not in text


def test_a_citation_from_a_private_session_is_plain_text(
    client: Client, conference: Conference, ada: Participant
) -> None:
    one = posted(conference, ada, title="zebrafinch")
    report_on(report=[section(f"[#{one.number}]")])
    PageViewRestriction.objects.create(
        page=seeded_page(f"{DEMO}/session-1"), restriction_type="login"
    )
    page = tree(client.get(REPORT))
    assert page.cssselect(".report-section a") == []
    assert page.cssselect(".cited-list") == []


def test_numbers_are_stored_in_one_spelling_and_must_be_on_record(
    conference: Conference, ada: Participant
) -> None:
    one, two = posted(conference, ada), posted(conference, ada, state=State.WAITING)
    block = CitedNumbersBlock()
    assert block.clean(f" {one.number};#{one.number} ") == f"#{one.number}"
    assert block.clean("") == ""
    for wrong in (f"#{two.number}", "#999999999", "Kenya"):
        with pytest.raises(ValidationError):
            block.clean(wrong)


def test_the_heading_and_text_are_translated_and_the_numbers_not() -> None:
    block = ReportSectionBlock()
    assert block.child_blocks["cited"].get_translatable_segments("#1") == []
    assert not hasattr(block.child_blocks["title"], "get_translatable_segments")
