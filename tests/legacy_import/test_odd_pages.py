"""Pages that bend the old form: wrapped trails, Windows encoding, Word's HTML, lists in lists."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.test import Client

import pytest

from legacy_import.import_run import run_import
from legacy_import.source_files import from_path
from tests.legacy_import.reading import not_found_in_order, words, words_of_page
from tests.module_fixtures import module_scoped

ODD = Path(__file__).parent / "odd"
TEXTS = {
    "one.txt": """
        Background The “biosafety” conference’s purpose is to assist Parties – in particular
        developing country Parties – with Article 18. The main objectives are as follows:
        Identify gaps; Share experience with: (a) identification systems; (b) documentation; and
        (c) sampling and detection; Recommend next steps. It is expected that the conference will:
        produce a summary; feed into the meeting. One more list begins and ends
        http://www.cbd.int/doc/x.pdf (English only).""",
    "two.html": """
        The agenda is below. Identification Moderator: to be announced. Guiding questions
        What works? What does not? Documentation Guiding questions Which documents?
        Whose documents? Sampling Themes: a. seeds b. food Guiding questions How to sample?
        i. in ports ii. in fields Timetable Monday 10:00 Friday 16:00 LMO living modified organism
        For more see Group 1.""",
    "three.txt": """
        Documentation accompanying shipments of living modified organisms Moderator
        The moderator introduces the session. Which documents? Whose documents? When?
        Summary of the discussion Many Parties said that documents matter. Others disagreed.
        Some asked for forms; others for none.""",
}


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    def run() -> Any:
        return {file.name: file for file in run_import(from_path(ODD)).files}

    yield from module_scoped(django_db_blocker, run)


@pytest.fixture
def report(imported: Any, db: None) -> Any:
    """By the name of a file: what became of it."""
    return imported


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_word_arrives_in_order(client: Client, report: Any, name: str) -> None:
    page = report[name].page
    assert page is not None, report[name].doubts
    assert not_found_in_order(words(TEXTS[name]), words_of_page(client, page)) == []


def test_labels_of_lists_stay_as_they_were_written(report: Any) -> None:
    objectives = [row.text for row in report["one.txt"].page.specific.objectives.all()]
    assert objectives[1].splitlines() == [
        "Share experience with:",
        "(a) identification systems;",
        "(b) documentation; and",
        "(c) sampling and detection;",
    ]


def test_a_session_of_the_agenda_has_dates_and_resolved_links(client: Client, report: Any) -> None:
    html = client.get(report["two.html"].page.get_url()).content.decode()
    assert "3 to 7 November 2008" in html
    assert f'<a href="{report["two.html"].page.get_url()}">Group 1</a>' in html
