"""Pages written to break the importer, in many shapes and encodings, arrive complete."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.operations import translate_object

import pytest

from conference.models import AgendaPage, ConferencePage, ObjectivesPage, PlainPage, SessionPage
from legacy_import.import_report import Outcome
from legacy_import.import_run import run_import
from legacy_import.models import ImportedSource
from legacy_import.source_files import from_path
from tests.legacy_import import whole
from tests.module_fixtures import module_fixture

UNSEEN = Path(__file__).parent / "unseen"


Reports = dict[str, Any]


def import_files(*beginnings: str) -> Reports:
    """Imports the files whose names begin so; report by name."""
    files = [file for file in from_path(UNSEEN) if file.name.startswith(beginnings or "")]
    return {report.name: report for report in run_import(files).files}


imported = module_fixture(import_files)


@pytest.fixture
def report(imported: Reports, home: Page) -> Reports:
    """Of all files, imported once for the tests here; each page as it was then."""
    return {
        name: replace(file, page=file.page and Page.objects.get(pk=file.page.pk))
        for name, file in imported.items()
    }


def conference(title: str) -> ConferencePage:
    return ConferencePage.objects.get(title=title, locale__language_code="en")


@pytest.mark.slow
def test_every_word_number_and_link_arrives_in_order(client: Client, report: Reports) -> None:
    losses = {}
    for name, file in report.items():
        assert file.page is not None, (name, file.doubts)
        path, page = UNSEEN / name, file.page.specific
        lost = whole.lost(whole.wanted_words(path), whole.shown_words(client, page))
        shown = whole.shown_links(client, page)
        links = {
            link
            for link in whole.wanted_links(path) - shown
            if link.replace(" ", "%20") not in shown
        }
        if lost or links:
            losses[name] = (lost, links)
    assert losses == {}


@pytest.mark.slow
def test_each_page_has_the_type_that_its_label_and_text_say(report: Reports) -> None:
    types = {
        "awareness_group3.txt": SessionPage,
        "awareness_ordre_fr.txt": AgendaPage,
        "communication_objectifs_fr.txt": ObjectivesPage,
        "grain_rules.html": PlainPage,
        "liability_practical.html": PlainPage,
        "liability_sesion2_es.txt": SessionPage,
        "liability.txt": ConferencePage,
    }
    assert {name: type(report[name].page.specific) for name in types} == types


@pytest.mark.long
def test_weeks_stand_above_their_sessions_on_the_agenda(client: Client, report: Reports) -> None:
    page = report["awareness_agenda.txt"].page.specific
    sessions = SessionPage.objects.child_of(conference("Public Awareness")).order_by("number")
    assert [session.agenda_heading for session in sessions] == [
        "WEEK 1 (3 - 7 November 2008)", "", "WEEK 2 (10 - 14 November 2008)", "",
    ]  # fmt: skip
    # Those of the third stand in a file of its own.
    assert [session.guiding_questions.count() for session in sessions] == [2, 2, 3, 0]
    assert "In the second week" in sessions[2].agenda_note
    assert "All statements are archived" in str(page.closing)
    outline = [
        (heading.tag, heading.text_content())
        for heading in whole.article(client, page).iter("h1", "h2", "h3")
    ]
    assert outline[1:4] == [
        ("h2", "WEEK 1 (3 - 7 November 2008)"),
        ("h3", "Session 1: Access to information"),
        ("h3", "Session 2: Education"),
    ]
    assert "run concurrently" not in whole.article(client, page).text_content()


@pytest.mark.slow
def test_days_of_a_week_or_a_session_are_the_sessions_own(report: Reports) -> None:
    sessions = SessionPage.objects.child_of(conference("Risk Communication")).order_by("number")
    assert [session.dates for session in sessions] == [
        "19 to 23 January 2009", "26 to 30 January 2009", "2 to 6 February 2009",
    ]  # fmt: skip
    names = ("awareness_agenda", "communication")
    doubts = [doubt for name in report if name.startswith(names) for doubt in report[name].doubts]
    assert not any("keeps its dates" in doubt for doubt in doubts)
    first = SessionPage.objects.child_of(conference("Public Awareness")).get(number=2)
    assert first.dates == "3 to 7 November 2008"


def test_a_list_of_outcomes_is_not_taken_for_the_objectives(report: Reports) -> None:
    page = report["detection_objectives.txt"].page.specific
    assert page.objectives.count() == 0
    assert "(a) Review methods;" in str(page.body)


@pytest.mark.long
def test_tabs_make_a_table_and_a_table_of_signs_makes_a_list(report: Reports) -> None:
    body = report["communication_about.txt"].page.specific.body
    table = next(block.value for block in body if block.block_type == "table")
    assert [column["heading"] for column in table.columns] == ["Week", "Theme", "Moderator"]
    body = report["liability_about.html"].page.specific.body
    assert "numbered_list" in [block.block_type for block in body]


def test_pictures_are_named_but_not_the_ornaments(report: Reports) -> None:
    doubts = [doubt for doubt in report["grain_about.html"].doubts if "picture" in doubt]
    assert doubts == ["A picture was left out: “Shipments by year (chart1.jpg)”."]


@pytest.mark.slow
def test_a_second_run_changes_nothing(report: Reports) -> None:
    report = {n: file for n, file in report.items() if n.startswith(("grain", "traceability"))}
    revisions = {file.page.pk: file.page.latest_revision_id for file in report.values()}
    sources = ImportedSource.objects.count()
    again = list(import_files("grain", "traceability").values())
    assert {file.outcome for file in again} == {Outcome.UNCHANGED}
    for file in again:
        assert file.page is not None
        file.page.refresh_from_db()
    assert {file.page.pk: file.page.latest_revision_id for file in again if file.page} == revisions
    assert ImportedSource.objects.count() == sources


@pytest.mark.slow
def test_all_open_in_the_editor_and_in_the_translation_editor(
    client: Client, report: Reports
) -> None:
    names = ("awareness", "grain_about", "grain_agenda", "liability_practical", "stacked")
    assert client.login(username="admin", password="demo")
    french = Locale.objects.get(language_code="fr")
    pages = [
        Page.objects.get(pk=file.page.pk).specific
        for name, file in report.items()
        if name.startswith(names)
    ]
    english = [page for page in pages if page.locale.language_code == "en"]
    for page in english:
        response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]) + "?form=1")
        assert response.status_code == 200, page
    for page in sorted(english, key=lambda page: page.depth):
        above = page.get_parent()
        if not above.has_translation(french):
            translate_object(above.specific, [french])
        translate_object(page, [french])
        translated = page.get_translation(french)
        translation = Translation.objects.get(
            source__object_id=page.translation_key, target_locale=french
        )
        response = client.get(reverse("wagtailadmin_pages:edit", args=[translated.pk]) + "?form=1")
        assert response.status_code == 200, page
        if translation.enabled:
            strings = StringSegment.objects.filter(source=translation.source)
            assert strings.count() > 1, page
