"""The printed conference with its contributions, by session and question, and their numbers."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.models import PageViewRestriction

import pytest

from contributions.conference_registry import Conference
from contributions.models import Participant, State
from tests.contributions.conftest import DEMO, WHOLE, participant_named, posted
from tests.printing.readers import needs_pango, pdf_text, tree

WITH = "print/all/?include=contributions"


def sheet(client: Client, address: str = f"{WHOLE}{WITH}") -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return tree(response)


def headings(document: Any, tag: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in document.cssselect(tag)]


def test_the_cover_says_whether_contributions_are_included(
    client: Client, conference: Conference
) -> None:
    [without] = [
        p for p in headings(sheet(client, f"{WHOLE}print/all/"), ".cover p") if "ontribution" in p
    ]
    assert without == "Without the contributions of participants"
    assert "list of participants and statistics" in " ".join(headings(sheet(client), ".cover p"))
    assert sheet(client, f"{WHOLE}print/all/").cssselect("article.contribution") == []


def test_a_form_leads_to_each_choice(client: Client, conference: Conference) -> None:
    def choices(path: str) -> dict[str, bool]:
        found = sheet(client, f"{WHOLE}{path}").cssselect("select[name=include] option")
        return {option.get("value", ""): option.get("selected") is not None for option in found}

    translated = {"contributions-translated": False}
    assert choices("print/all/") == {"": True, "contributions": False} | translated
    assert choices(WITH) == {"": False, "contributions": True} | translated
    targets = sheet(client).xpath("//nav//button/@formaction")
    assert {f"{WHOLE}print/all/", f"{WHOLE}print/all.pdf", f"{WHOLE}print/"} <= set(targets)


def test_an_unknown_annex_is_refused(client: Client, conference: Conference) -> None:
    assert client.get(f"{WHOLE}print/all/?include=rumours").status_code == 400


def test_the_page_alone_has_no_annex(client: Client, conference: Conference) -> None:
    answer = client.get(f"{WHOLE}print/?include=contributions")
    assert answer.status_code == 200
    assert b'article class="contribution' not in answer.content


def test_contributions_stand_by_session_and_question_with_their_numbers(
    client: Client, conference: Conference, ada: Participant
) -> None:
    question = conference.sessions[1].questions[0]
    second = {"session_key": conference.sessions[1].key}
    later = posted(conference, ada, text="General words", **second)
    first = posted(conference, ada, text="An answer", question_key=question.key, **second)
    reply = posted(conference, ada, text="A reply", parent=first, **second)
    document = sheet(client)
    [session] = document.xpath(f"//h3[contains(., '{conference.sessions[1].title} – ')]")
    after = session.xpath("following-sibling::*")
    said = [
        " ".join(each.text_content().split())
        for each in after
        if each.tag == "h4"
        or each.xpath(
            ".//*[contains(., 'words') or contains(., 'An answer') or contains(., 'A reply')]"
        )
    ]
    at = [
        next(n for n, text in enumerate(said) if mark in text)
        for mark in (
            f"#{later.number}",
            "Guiding question 1: ",
            f"#{first.number}",
            f"#{reply.number}",
        )
    ]
    assert at == sorted(at)


def test_headings_of_contributions_are_not_numbered_as_sections(
    client: Client, conference: Conference, ada: Participant
) -> None:
    one = posted(conference, ada, title="Its title", text="# A heading\n\nwords")
    document = sheet(client)
    [article] = document.cssselect(f"#annex-contributions-contribution-{one.number}")
    assert article.cssselect(".heading-number") == []
    assert len(document.cssselect("h1")) == 1
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    anchors = [href[1:] for href in document.xpath("//a/@href") if href.startswith("#")]
    assert set(anchors) <= set(ids)


def test_citations_lead_to_the_place_in_the_document(
    client: Client, conference: Conference, ada: Participant
) -> None:
    one = posted(conference, ada)
    two = posted(conference, ada, text=f"As #{one.number} says")
    [article] = sheet(client).cssselect(f"#annex-contributions-contribution-{two.number}")
    hrefs = article.xpath(".//div/p/a/@href")
    assert hrefs == [f"#annex-contributions-contribution-{one.number}"]


def test_participants_and_statistics_follow(
    client: Client, conference: Conference, ada: Participant
) -> None:
    posted(conference, ada)
    document = sheet(client)
    titles = [title.split(" ", 1)[1] for title in headings(document, "main h2")]
    assert titles[-3:] == ["Contributions", "Participants", "Statistics"]
    assert document.xpath("//li[contains(., 'ada')]")
    assert "Participants" in " ".join(headings(document, "nav.contents li"))


def test_long_contributions_are_printed_whole(
    client: Client, conference: Conference, ada: Participant
) -> None:
    posted(conference, ada, text="word " * 2000 + "theveryend")
    assert "theveryend" in sheet(client).text_content()


def test_of_the_withdrawn_number_and_reason_stand_there(
    client: Client, conference: Conference, ada: Participant
) -> None:
    one = posted(
        conference, ada, text="zebrafinch", state=State.WITHDRAWN, state_reason="Asked for"
    )
    document = sheet(client)
    [article] = document.cssselect(f"#annex-contributions-contribution-{one.number}")
    assert "Asked for" in article.text_content()
    assert "zebrafinch" not in document.text_content()


def test_a_private_session_keeps_its_contributions(
    client: Client, conference: Conference, ada: Participant, page_at: Any
) -> None:
    posted(conference, ada, text="zebrafinch")
    page = page_at(f"{DEMO}/session-1", "en")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "zebrafinch" not in sheet(client).text_content()


def test_it_stands_beside_another_language(client: Client, conference: Conference) -> None:
    document = sheet(client, f"{WHOLE}{WITH}&with=fr")
    assert document.cssselect("article.contribution")


@pytest.mark.long
def test_fifty_contributions_need_as_many_queries_as_ten(
    client: Client, conference: Conference, ada: Participant
) -> None:
    counts = []
    sheet(client)
    for more in (10, 40):
        for number in range(more):
            author = ada if number % 5 else participant_named(f"p{more}-{number}", conference)
            posted(conference, author, text=f"Opinion #{number}")
        with CaptureQueriesContext(connection) as queries:
            sheet(client)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_kept_proceedings_is_dropped_by_a_new_contribution(
    client: Client, conference: Conference, her: Client
) -> None:
    from tests.contributions.conftest import form, writing

    sheet(client)
    her.post(writing(conference), form(text="zebrafinch"))
    assert "zebrafinch" in sheet(client).text_content()


@needs_pango
@pytest.mark.slow
def test_the_pdf_has_them_too(client: Client, conference: Conference, ada: Participant) -> None:
    one = posted(conference, ada, text="zebrafinch")
    text = pdf_text(client.get(f"{WHOLE}print/all.pdf?include=contributions").content)
    assert f"#{one.number}" in text
    assert "zebrafinch" in text


def test_a_closed_conference_leads_to_its_contributions(
    client: Client, conference: Conference, close: Any
) -> None:
    close(days=-2)
    page = tree(client.get(WHOLE))
    assert page.xpath(f"//a[@href='{WHOLE}contributions/']")
    assert not page.xpath("//a[contains(@href, '/register/')]")
