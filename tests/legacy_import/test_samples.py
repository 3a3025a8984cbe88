"""Pages in the form of the former site arrive complete, each where its trail says."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.test import Client

import pytest

from conference.models import (
    AgendaPage,
    ConferencePage,
    IntroductionPage,
    ObjectivesPage,
    SessionPage,
)
from core.dates.formatting import utc_date
from legacy_import.import_options import Options
from legacy_import.import_report import Outcome
from legacy_import.import_run import run_import
from legacy_import.parsing.html_reader import read_html
from legacy_import.source_files import from_path
from tests.conftest import PageFinder
from tests.legacy_import.reading import SAMPLES, not_found_in_order, words, words_of_page
from tests.module_fixtures import module_scoped

ARCHIVE = "protocol/capacity-building/portal/archive"
FRAME = re.compile(
    r"^(english \||home ?\||home >|inicio ?\||accueil ?>|go to the top|ir al principio|haut de page"
    r"|see also|véase también|voir aussi|19 january - 6 feb|conferencia en línea"
    r"|conférence en ligne|group 1:|groupe 2 :)",
    re.I,
)
MARKER = re.compile(r"^\s*(?:[•*·-]|\(?\d+[.)])\s+")


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    def run() -> Any:
        return {
            file.name: file for file in run_import(from_path(SAMPLES), Options(replace=True)).files
        }

    yield from module_scoped(django_db_blocker, run)


@pytest.fixture
def report(imported: Any, db: None) -> Any:
    """By the name of a file: what became of it."""
    return imported


def text_of_sample(name: str) -> list[str]:
    """The words of a sample without its frame and list markers, read in a way of the test's own."""
    lines = (SAMPLES / name).read_text().splitlines()
    kept = [MARKER.sub("", line) for line in lines if not FRAME.match(line)]
    return words(" ".join(re.sub(r"^Session \d:", "", line) for line in kept))


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_every_word_of_a_sample_is_on_its_page_in_order(
    client: Client, report: Any, name: str
) -> None:
    file = report[name]
    assert file.outcome in (Outcome.CREATED, Outcome.UPDATED), file.doubts
    assert not_found_in_order(text_of_sample(name), words_of_page(client, file.page)) == []


def test_an_html_page_arrives_with_its_words_links_table_and_nested_list(
    client: Client, report: Any
) -> None:
    page = report["forumriskassessment_objectives.html"].page
    wanted = words(
        "The online conference has three objectives1: To take stock of capacities & needs; "
        "To share experience, for example in training; monitoring after release; "
        "To agree on next steps. Expected outcomes A report, UNEP/CBD/BS/CM-CB/5/2, goes to the "
        "fifth coordination meeting. It is available on request. Week Topic First Stocktaking "
        "Second See the agenda"
    )
    assert not_found_in_order(wanted, words_of_page(client, page)) == []
    html = client.get(page.get_url()).content.decode()
    assert '<a href="mailto:secretariat@example.org">on request</a>' in html
    assert "<i>three</i>" in html
    assert "<sup>1</sup>" in html
    assert '<a href="#expected-outcomes">Outcomes</a>' in html
    assert [link.text for link in page.see_also_links.all()] == ["Guidance on risk assessment"]
    assert "alert" not in html.split("<article>")[1].split("</article>")[0]


def test_pages_get_the_type_of_their_label(report: Any) -> None:
    types = {name: type(file.page.specific) for name, file in report.items()}
    assert types == {
        "es_objetivos.txt": ObjectivesPage,
        "forummainstreaming_about.txt": IntroductionPage,
        "forummainstreaming_agenda.txt": AgendaPage,
        "forummainstreaming_group1.txt": SessionPage,
        "forummainstreaming_objectives.txt": ObjectivesPage,
        "forumriskassessment_objectives.html": ObjectivesPage,
        "fr_seance2.txt": SessionPage,
    }


def test_numbered_objectives_and_guiding_questions_become_rows(
    report: Any, page_at: PageFinder
) -> None:
    objectives = page_at(f"{ARCHIVE}/mainstreaming/objectives")
    texts = [row.text for row in objectives.objectives.all()]
    assert len(texts) == 4
    assert texts[0].startswith("Review the status, needs and challenges of countries in integrat")
    assert texts[3].endswith("economies in transition to do this.")
    assert objectives.outcomes.startswith("<p>The outcomes are input to a background paper")
    session = page_at(f"{ARCHIVE}/mainstreaming/session-1")
    assert [row.text for row in session.guiding_questions.all()][3] == (
        "What should be considered when mainstreaming?"
    )
    assert "as short as one paragraph" in str(session.closing)
    second = page_at(f"{ARCHIVE}/mainstreaming/session-2")
    assert second.introduction == "<p>Participants describe where their countries stand.</p>"


def test_a_conference_keeps_its_dates_against_a_page_that_contradicts_them(
    report: Any, page_at: PageFinder
) -> None:
    """The former site said 3 to 14 and 3 to 28 November of one conference; here it was extended."""
    conference: ConferencePage = page_at(f"{ARCHIVE}/risk-assessment")
    assert utc_date(conference.closes_at) == date(2008, 11, 14)
    assert not report["forumriskassessment_objectives.html"].doubts[1:]


def test_former_addresses_lead_to_the_imported_pages(client: Client, report: Any) -> None:
    page = report["forumriskassessment_objectives.html"].page
    former = "/onlineconferences/portal_art22/cbarchive/forumriskassessment_objectives.shtml"
    response = client.get(former)
    assert (response.status_code, response.url) == (301, page.get_url())


def test_links_between_pages_lead_to_the_pages(client: Client, report: Any) -> None:
    html = client.get(report["forumriskassessment_objectives.html"].page.get_url()).content.decode()
    assert f'<a href="/en/{ARCHIVE}/risk-assessment/introduction/">capacities</a>' in html


def test_scripts_and_handlers_do_not_survive() -> None:
    parsed = read_html(
        '<p onclick="x()">a<script>bad()</script><a href="javascript:bad()">b</a>'
        '<iframe src="x"></iframe><img src=x onerror=bad()>c</p>'
    )
    (line,) = parsed.items
    assert getattr(line, "html", "") == "abc"
