"""Two files never share a page unsaid, and what is no content is refused with the reason."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from wagtail.models import Page

import pytest

from capacity.models import ArchivePage
from legacy_import.import_report import Outcome
from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.read_file import read_page
from tests.legacy_import.reading import import_files, import_one_file, page_text, trail

VIEWS = "Governments exchanged views in writing."
HEAD = page_text("Introduction", "").replace("\n", "<p>")


def test_a_second_file_for_the_same_place_is_left_out_with_the_reason(home: Page) -> None:
    files = {
        "a.txt": page_text("Introduction", VIEWS),
        "b.txt": page_text("Introduction", "Three weeks were given to all."),
    }
    first, second = import_files(files).files
    assert (first.outcome, second.outcome) == (Outcome.CREATED, Outcome.LEFT_OUT)
    assert second.doubts[-1] == "The place of the page is taken by another file: a.txt"
    assert VIEWS in str(first.page.specific.body)  # type: ignore[union-attr]


def test_nor_does_a_later_import_replace_another_files_page_unless_told_to(home: Page) -> None:
    page = import_one_file("old/a.txt", page_text("Introduction", VIEWS)).page
    assert page is not None
    other = page_text("Introduction", "Three weeks were given to all.")
    for name in ("b.txt", "new/a.txt"):
        assert import_one_file(name, other).outcome is Outcome.LEFT_OUT
    page.refresh_from_db()
    assert VIEWS in str(page.specific.body)
    assert import_one_file("a.txt", other).outcome is Outcome.UPDATED
    assert import_one_file("b.txt", page_text("Introduction", VIEWS), replace=True).page == page


def test_two_files_of_one_run_do_not_share_a_page_even_when_replacing(home: Page) -> None:
    files = {"a.txt": page_text("Agenda", VIEWS), "b.txt": page_text("Agenda", "Other words.")}
    outcomes = [report.outcome for report in import_files(files, replace=True).files]
    assert outcomes == [Outcome.CREATED, Outcome.LEFT_OUT]


def test_a_page_of_this_site_that_no_import_made_stays_as_it_is(client: Client, home: Page) -> None:
    archive = ArchivePage.objects.get(locale__language_code="en")
    before = archive.latest_revision_id
    saved = client.get(archive.get_url()).content
    text = "english | español | français\n" + trail(end="") + f"\n\nArchive\n\n{VIEWS}"
    reports = import_files({"archive.html": saved, "archive.txt": text}).files
    assert not {Outcome.CREATED, Outcome.UPDATED} & {report.outcome for report in reports}, reports
    archive.refresh_from_db()
    assert archive.latest_revision_id == before


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (HEAD + "<h1>Not Found</h1><p>The requested URL was not found on this server.", "an error"),
        ("<html><title>404 - File or directory not found.</title><p>Sorry.", "an error"),
        ("<html><title>Página no encontrada</title><p>Inicio", "an error"),
        ("<html><title>CBD</title><h2>Page introuvable</h2>", "an error"),
        ("<html><p>Hrm.<p>The Wayback Machine has not archived that URL.", "an error"),
        ("Forbidden\n\nYou don't have permission to access this resource.", "an error"),
        ("<h1>Sign in</h1><form><input type='password' name='p'></form>", "sign-in form"),
        ("<title>Index of /cb</title><h1>Index of /cb</h1><a>Parent Directory</a>", "of a folder"),
        ("<h1>Directory listing for /cb/</h1><ul><li><a>a.html</a></ul>", "of a folder"),
        (HEAD.split("<p>Socio-")[0], "frame of the site"),
    ],
)
def test_what_is_no_content_is_refused_with_the_reason(data: str, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        read_page("forumsocio_about.html", data.encode())


def test_a_page_that_speaks_of_errors_is_a_page() -> None:
    page = read_page("a.html", f"{HEAD}<p>Errors such as “404 Not Found” were discussed.".encode())
    assert len(page.blocks) == 1


@pytest.mark.long
def test_a_neighbour_is_a_doubt_and_no_certainty(home: Page) -> None:
    bare = "\n".join(page_text("Agenda", VIEWS, dates="3 - 14 May 2010").splitlines()[3:])
    files = {"forumsocio_about.txt": page_text("Introduction", VIEWS)}
    for name, dates, outcome in (
        ("forumsocio_agenda.txt", "19 January - 6 February 2009", Outcome.CREATED),
        ("forumsocio_objectives.txt", "3 - 14 May 2010", Outcome.LEFT_OUT),
    ):
        text = bare.replace("3 - 14 May 2010", dates)
        report = import_files({**files, name: text}).files[1]
        assert report.outcome is outcome, report.doubts
        assert "eighbouring files" in report.doubts[0]


@pytest.mark.long
def test_the_command_ends_with_a_status_that_says_what_needs_a_look(
    home: Page, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(page_text("Practical notes", VIEWS))
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "style.css").write_text("p {}")
    call_command("import_pages", str(tmp_path), "--dry-run")
    with pytest.raises(CommandError) as ended:
        call_command("import_pages", str(tmp_path), "--dry-run", "--fail-on=doubtful")
    assert ended.value.returncode == 3
    (tmp_path / "b.txt").write_text("No trail, no place.")
    with pytest.raises(CommandError) as ended:
        call_command("import_pages", str(tmp_path), "--dry-run")
    assert ended.value.returncode == 2
    call_command("import_pages", str(tmp_path), "--dry-run", "--fail-on=never")
