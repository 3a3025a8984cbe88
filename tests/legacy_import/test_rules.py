"""Where pages go, what happens the second time, and what an editor's work is worth."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.test import Client

from wagtail.models import Page

import pytest

from conference.models import AgendaPage, ConferencePage, IntroductionPage, PlainPage, SessionPage
from core.dates.formatting import utc_date
from legacy_import.field_content import Content, fill
from legacy_import.import_report import Outcome
from legacy_import.models import ImportedSource
from tests.conftest import PageFinder
from tests.legacy_import.reading import import_files, import_one_file, page_text, words_of_page

ARCHIVE = "protocol/capacity-building/portal/archive"
TEXT = "Governments exchanged views in writing."


def conference() -> ConferencePage:
    return ConferencePage.objects.get(title="Socio-economics")


def test_a_missing_conference_is_made_with_title_and_dates(client: Client, home: Page) -> None:
    report = import_one_file("a.txt", page_text("Introduction", TEXT))
    made = conference()
    assert report.place.endswith("Archive › Socio-economics › Introduction")
    assert made.full_title.startswith("Socio-economic considerations")
    assert utc_date(made.opens_at) == date(2009, 1, 19)
    assert utc_date(made.closes_at) == date(2009, 2, 6)
    assert client.get(f"/en/{ARCHIVE}/socio-economics/introduction/").status_code == 200


def test_an_extension_is_recorded_with_the_first_closing_date(home: Page) -> None:
    dates = "3–14 November 2008 (extended to 28 November 2008)"
    import_one_file("a.txt", page_text("Introduction", TEXT, dates=dates))
    assert utc_date(conference().closes_at) == date(2008, 11, 14)
    assert utc_date(conference().extended_to) == date(2008, 11, 28)  # type: ignore[arg-type]


def test_pages_that_contradict_each_other_give_the_majoritys_dates_and_a_doubt(home: Page) -> None:
    pages = {
        "a.txt": page_text("Introduction", TEXT, dates="3-14 November 2008"),
        "b.txt": page_text("Objectives", TEXT, dates="3-28 November 2008"),
        "c.txt": page_text("Agenda", TEXT, dates="3-14 November 2008"),
    }
    first, second, third = import_files(pages).files
    assert utc_date(conference().closes_at) == date(2008, 11, 14)
    assert "The page says 3 to 28 November 2008" in second.doubts[0]
    assert first.doubts == third.doubts == []


def test_a_page_for_the_portal_stands_below_the_portal(home: Page) -> None:
    text = page_text("Introduction", TEXT).replace("|Archive|", "|")
    report = import_one_file("a.txt", text)
    assert report.place.endswith("Portal › Socio-economics › Introduction")


def test_without_dates_the_conference_stays_a_draft_until_a_page_gives_them(home: Page) -> None:
    report = import_one_file("a.txt", page_text("Introduction", TEXT, dates=""))
    assert any("No dates were found" in doubt for doubt in report.doubts)
    assert not conference().live
    import_one_file("b.txt", page_text("Agenda", TEXT))
    assert conference().live
    assert utc_date(conference().opens_at) == date(2009, 1, 19)


def test_a_page_without_a_trail_goes_where_files_of_its_name_go(home: Page) -> None:
    whole = page_text("Introduction", TEXT)
    bare = "\n".join(page_text("Agenda", TEXT).splitlines()[3:])
    reports = import_files({"forumsocio_about.txt": whole, "forumsocio_agenda.txt": bare}).files
    assert [report.outcome for report in reports] == [Outcome.CREATED] * 2
    assert isinstance(reports[1].page.specific, AgendaPage)  # type: ignore[union-attr]


def test_a_page_that_nothing_places_is_left_out_with_the_reason(home: Page) -> None:
    report = import_one_file("notes.txt", TEXT)
    assert report.outcome is Outcome.LEFT_OUT
    assert "There is no breadcrumb trail" in report.doubts[-1]


def test_any_other_label_becomes_a_plain_page_with_its_levels(client: Client, home: Page) -> None:
    report = import_one_file("a.txt", page_text("Practical notes|How to register", TEXT))
    assert report.place.endswith("Socio-economics › Practical notes › How to register")
    page = report.page.specific  # type: ignore[union-attr]
    assert isinstance(page, PlainPage)
    assert page.conference.pk == conference().pk
    assert "governments" in words_of_page(client, page)
    assert client.get(f"{page.url}print/").status_code == 200


def test_a_session_below_the_agenda_stands_below_the_conference(home: Page) -> None:
    report = import_one_file("a.txt", page_text("Agenda|Session 1: The scope", TEXT))
    assert report.place.endswith("Socio-economics › Session 1: The scope")
    assert report.page.specific.theme == "The scope"  # type: ignore[union-attr]


def test_the_conferences_own_page_fills_its_body(home: Page) -> None:
    report = import_one_file("a.txt", page_text("", TEXT))
    assert report.page.specific == conference()  # type: ignore[union-attr]
    assert TEXT in str(conference().body)


@pytest.mark.parametrize("label", ["Session 3", "Group 3", "Discussion Group III", "SESSION THREE"])
def test_sessions_are_known_by_their_number(home: Page, label: str) -> None:
    import_one_file("a.txt", page_text(label, f"{TEXT}\n\nQuestions:\n\n1. What?\n2. Why?"))
    session = SessionPage.objects.child_of(conference()).get()
    assert (session.number, session.slug) == (3, "session-3")
    assert [row.text for row in session.guiding_questions.all()] == ["What?", "Why?"]


@pytest.mark.long
def test_an_agenda_makes_the_sessions_that_a_file_of_theirs_then_fills(home: Page) -> None:
    agenda = "Session 1: The scope\nA word on it.\n\nGuiding questions\n- What?\n- Why?"
    session = f"A word on it.\n\n{TEXT}"
    import_files(
        {
            "s.txt": page_text("Session 1", session, title="Session 1: The scope"),
            "a.txt": page_text("Agenda", agenda),
        }
    )
    page = SessionPage.objects.child_of(conference()).get()
    assert page.introduction == "<p>A word on it.</p>"
    assert TEXT in str(page.body)
    assert "A word" not in str(page.body)
    assert page.guiding_questions.count() == 2


@pytest.mark.long
def test_an_agenda_that_says_more_than_its_sessions_keeps_its_text(home: Page) -> None:
    agenda = "Session 1: The scope and the limits\n\nGuiding questions\n- What?\n- Why not?"
    session = "Guiding questions\n- Something else?"
    reports = import_files(
        {
            "a.txt": page_text("Agenda", agenda),
            "s.txt": page_text("Session 1", session, title="Session 1: The scope"),
        }
    ).files
    assert "differ" in reports[0].doubts[-1]
    assert "Why not?" in str(AgendaPage.objects.child_of(conference()).get().body)


# --- The second time --------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing(home: Page) -> None:
    text = page_text("Introduction", TEXT)
    first = import_one_file("a.txt", text)
    again = import_one_file("a.txt", text)
    assert (first.outcome, again.outcome) == (Outcome.CREATED, Outcome.UNCHANGED)
    assert first.page is not None
    assert first.page.revisions.count() == 1
    assert ImportedSource.objects.filter(is_main=True).count() == 1


def test_a_changed_file_updates_the_page_that_no_editor_has_touched(home: Page) -> None:
    import_one_file("a.txt", page_text("Introduction", TEXT))
    report = import_one_file("a.txt", page_text("Introduction", "They did so for three weeks."))
    assert report.outcome is Outcome.UPDATED
    assert "three weeks" in str(report.page.specific.body)  # type: ignore[union-attr]


def test_a_heading_that_a_changed_file_still_has_keeps_its_identifier(home: Page) -> None:
    value = {"text": "Sources", "level": "2", "former_ids": "sources quellen"}
    page = IntroductionPage(body=json.dumps([{"type": "heading", "id": "0a1b", "value": value}]))
    headings: list[tuple[str, Any]] = [
        ("heading", {"text": text, "level": "2", "former_ids": text.lower()})
        for text in ("Origins", "Sources")
    ]
    fill(page, Content({"body": headings}))
    stored = [(block.id, block.value["former_ids"]) for block in page.body]
    assert stored == [(None, "origins"), ("0a1b", "sources quellen")]


def test_a_changed_file_leaves_an_editors_page_unless_told_to_replace_it(
    home: Page, account: Any
) -> None:
    page = import_one_file("a.txt", page_text("Introduction", TEXT)).page
    assert page is not None
    mine = page.specific
    mine.summary = "An editor wrote this."
    mine.save_revision(user=account("editor")).publish()
    changed = page_text("Introduction", "They did so for three weeks.")
    assert import_one_file("a.txt", changed).outcome is Outcome.LEFT_OUT
    page.refresh_from_db()
    assert TEXT in str(page.specific.body)
    assert import_one_file("a.txt", changed, replace=True).outcome is Outcome.UPDATED


def test_a_page_that_an_editor_deleted_stays_deleted(home: Page) -> None:
    text = page_text("Introduction", TEXT)
    page = import_one_file("a.txt", text).page
    assert page is not None
    page.specific.delete()
    report = import_one_file("a.txt", text)
    assert (report.outcome, report.doubts) == (
        Outcome.LEFT_OUT,
        ["Its page was deleted since it was imported."],
    )
    assert not IntroductionPage.objects.child_of(conference()).exists()


def test_a_trial_writes_nothing(home: Page) -> None:
    pages = Page.objects.count()
    report = import_one_file("a.txt", page_text("Introduction", TEXT), dry_run=True)
    assert report.outcome is Outcome.CREATED
    assert (Page.objects.count(), ImportedSource.objects.count()) == (pages, 0)
    assert Page.find_problems() == ([], [], [], [], [])


def test_drafts_are_not_public(client: Client, home: Page) -> None:
    import_one_file("a.txt", page_text("Introduction", TEXT), publish=False)
    assert client.get(f"/en/{ARCHIVE}/socio-economics/introduction/").status_code == 404


def test_links_are_resolved_whatever_comes_first(client: Client, home: Page) -> None:
    link = '<p>See <a href="forumsocio_agenda.shtml">the agenda</a> and <a href="none.shtml">x</a>.'
    html = page_text("Introduction", "").replace("\n", "<p>") + link
    reports = import_files(
        {"forumsocio_about.html": html, "forumsocio_agenda.txt": page_text("Agenda", TEXT)}
    ).files
    page = reports[0].page
    assert page is not None
    shown = client.get(page.url).content.decode()
    assert f'<a href="/en/{ARCHIVE}/socio-economics/agenda/">the agenda</a>' in shown
    assert any("none.shtml" in doubt for doubt in reports[0].doubts)


def test_an_existing_redirect_to_the_conference_is_sharpened(client: Client, home: Page) -> None:
    former = "/onlineconferences/portal_art22/cbarchive/forumriskassessment_objectives.shtml"
    assert client.get(former).url == f"/en/{ARCHIVE}/risk-assessment/"
    text = page_text("Objectives", TEXT, conference="Risk Assessment", dates="")
    import_one_file("forumriskassessment_objectives.txt", text)
    assert client.get(former).url == f"/en/{ARCHIVE}/risk-assessment/objectives/"


def test_the_command_says_what_it_does(home: Page, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(page_text("Introduction", TEXT))
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    out = StringIO()
    with pytest.raises(CommandError, match=r"Not imported: b\.txt") as ended:
        call_command("import_pages", str(tmp_path), "--dry-run", stdout=out)
    assert ended.value.returncode == 2
    assert "created    a.txt" in out.getvalue()
    assert "refused    b.txt" in out.getvalue()
    assert "nothing was written: 1 page created, 1 file refused" in out.getvalue()
    with pytest.raises(CommandError, match="no such file"):
        call_command("import_pages", str(tmp_path / "none"))


def test_the_conferences_dates_stay_as_they_are_on_the_site(
    home: Page, page_at: PageFinder
) -> None:
    text = page_text("Objectives", TEXT, conference="Risk assessment", dates="3 - 21 November 2008")
    report = import_one_file("a.txt", text)
    assert any("3 to 21 November 2008" in doubt for doubt in report.doubts)
    there = page_at(f"{ARCHIVE}/risk-assessment")
    assert utc_date(there.schedule.ends_at) == date(2008, 11, 28)
