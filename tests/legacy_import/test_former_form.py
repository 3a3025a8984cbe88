"""The former site's own form is read without a doubt: extensions, columns, other articles."""

from datetime import date

from wagtail.models import Page

import pytest

from legacy_import.import_report import Outcome
from legacy_import.parsing.conference_dates import extension_of
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.read_file import read_page
from legacy_import.parsing.text_blocks import Heading
from tests.legacy_import.reading import import_one_file, page_text

VIEWS = "Governments exchanged views in writing."
NOTICE = "Final Extension of the Online Discussions to 24 October 2021"
DATES = "20 September - 10 October 2021"


def read(text: str, name: str = "a.txt") -> LegacyPage:
    return read_page(name, text.encode())


def test_the_old_form_is_imported_without_a_doubt(home: Page) -> None:
    report = import_one_file("a.txt", page_text("Introduction", VIEWS))
    assert (report.outcome, report.doubts) == (Outcome.CREATED, [])


@pytest.mark.parametrize(
    ("line", "day"),
    [
        (NOTICE, date(2021, 10, 24)),
        ("Extension of the conference until 17 October 2021.", date(2021, 10, 17)),
        ("EXTENDED to October 17, 2021", date(2021, 10, 17)),
        ("Prórroga del foro en línea hasta el 24 de octubre de 2021", date(2021, 10, 24)),
        ("Prolongation des discussions en ligne jusqu’au 24 octobre 2021", date(2021, 10, 24)),
        ("The extension of the treaty to 24 October 2021 and beyond", None),
        ("Extension to 24 October", None),
        (f"See the report. {NOTICE}", None),
        (
            "Les discussions en ligne ont été prolongées jusqu’au 24 octobre 2021",
            date(2021, 10, 24),
        ),
        ("Conference: 20 September to 10 October 2021, extended to 24 October 2021", None),
    ],
)
def test_a_line_may_tell_of_an_extension(line: str, day: date | None) -> None:
    assert extension_of(line) == day


@pytest.mark.parametrize("dates", [f"{DATES}\n{NOTICE}", f"{NOTICE}\n\n{DATES}"])
def test_a_notice_beside_the_dates_sets_the_extension(dates: str) -> None:
    page = read(page_text("Introduction", VIEWS, dates=dates))
    assert page.dates is not None
    assert (page.dates.closes, page.dates.ends) == (date(2021, 10, 10), date(2021, 10, 24))
    assert NOTICE in page.chrome
    assert [block.text for block in page.blocks] == [VIEWS]


def test_a_notice_that_the_dates_do_not_say_stays_in_the_text() -> None:
    first = "Extension of the Online Discussions to 17 October 2021"
    page = read(page_text("Introduction", VIEWS, dates=f"{DATES}\n{first}\n{NOTICE}"))
    assert page.dates is not None
    assert page.dates.ends == date(2021, 10, 24)
    assert [block.text for block in page.blocks] == [first, VIEWS]
    more = f"Seed banks of the world: {NOTICE}"
    page = read(page_text("Introduction", VIEWS, dates=f"{DATES}\n{more}"))
    assert [block.text for block in page.blocks] == [more, VIEWS]
    undated = read(page_text("Introduction", VIEWS, dates=NOTICE))
    assert NOTICE in " ".join(block.text for block in undated.blocks)


def test_a_column_beside_the_text_becomes_a_part_with_a_heading() -> None:
    head = "".join(f"<p>{line}" for line in page_text("Introduction", "").splitlines()[:2])
    source = (
        f"<html lang=en>{head}<table><tr><td><b>Help desk</b><br>Write to help@example.org"
        f"<p><b>Moderators</b><p>A. Example<br>B. Sample</td><td><h1>Some title of it</h1>"
        f"<p>{DATES}<p>{VIEWS} {VIEWS} {VIEWS} {VIEWS}</td></tr></table>"
    )
    page = read(source, "a.html")
    assert page.titles == ["Some title of it"]
    assert [(type(block) is Heading, block.text[:10]) for block in page.blocks] == [
        (False, VIEWS[:10]), (True, "Help desk"), (False, "Write to h"),
        (True, "Moderators"), (False, "A. Example"),
    ]  # fmt: skip


@pytest.mark.parametrize("section", ["Awareness", "Risk assessment", "Évaluation des risques"])
def test_another_articles_conference_stands_in_the_archive_without_a_doubt(
    home: Page, section: str
) -> None:
    text = page_text("Introduction", VIEWS).replace("Capacity Building", section)
    report = import_one_file("a.txt", text)
    assert report.place.endswith("Archive › Socio-economics › Introduction")
    assert report.doubts == []
    assert any(section in line for line in report.done)
