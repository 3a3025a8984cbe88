"""Right pairs of texts in six languages pass the checks without remark, wrong ones are found."""

import csv
from io import StringIO
from pathlib import Path
from typing import NoReturn

from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

import pytest

from terms import bilingual_terms
from translation.checks.problems import Text
from translation.checks.registry import pure_problems

FILE = Path(__file__).with_name("pairs.csv")
ROWS = list(csv.DictReader(FILE.open(encoding="utf-8")))
RIGHT = [row for row in ROWS if row["verdict"] == "right"]
WRONG = [row for row in ROWS if row["verdict"] != "right"]


def name_of(row: dict[str, str]) -> str:
    return f"{row['language']}-{row['original'][:30]}"


def problems(row: dict[str, str]) -> list[tuple[str, str]]:
    text = Text(
        source=row["original"],
        target=row["translation"],
        source_language=row["original_language"] or "en",
        target_language=row["language"],
    )
    return [(problem.check, str(problem)) for problem in pure_problems(text)]


def test_the_table_is_large_enough_and_has_all_languages() -> None:
    assert len(RIGHT) >= 150
    assert len(WRONG) >= 60
    for rows in (RIGHT, WRONG):
        assert {row["language"] for row in rows} == {"ar", "en", "es", "fr", "ru", "zh-hans"}


@pytest.mark.parametrize("row", RIGHT, ids=name_of)
def test_a_right_pair_passes_without_remark(row: dict[str, str]) -> None:
    assert problems(row) == []


@pytest.mark.parametrize("row", WRONG, ids=name_of)
def test_a_wrong_pair_is_found(row: dict[str, str]) -> None:
    assert row["verdict"] in {check for check, _message in problems(row)}


def pairs_file(folder: Path, *rows: tuple[str, ...]) -> Path:
    path = folder / "pairs.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def run(path: Path, **options: bool) -> tuple[list[dict[str, str]], int]:
    """Runs the command; returns the problems and the exit status."""
    out, status = StringIO(), 0
    try:
        call_command("check_pairs", str(path), stdout=out, **options)
    except SystemExit as stop:
        status = int(str(stop.code))
    return list(csv.DictReader(StringIO(out.getvalue()))), status


HEAD = ("language", "original", "translation")


@pytest.mark.django_db
def test_the_command_prints_the_problems_and_fails_on_an_error(tmp_path: Path) -> None:
    path = pairs_file(
        tmp_path,
        HEAD,
        ("fr", "147 of them", "147 d’entre elles"),
        ("fr", "See BS-III/3", "Voir BS-III/4"),
    )
    found, status = run(path)
    assert status == 1
    assert [(row["row"], row["language"], row["check"], row["severity"]) for row in found] == [
        ("3", "fr", "symbols", "error")
    ]


@pytest.mark.django_db
def test_warnings_fail_with_strict_only(tmp_path: Path) -> None:
    path = pairs_file(tmp_path, HEAD, ("es", "Why?", "Por qué?"))
    assert run(path)[1] == 0
    assert run(path, strict=True)[1] == 1


def without_tables(*_args: object) -> NoReturn:
    raise OperationalError("no such table: terms_term")


@pytest.mark.django_db
def test_without_a_database_it_says_how_to_make_one(tmp_path: Path) -> None:
    bilingual_terms.forget()
    path = pairs_file(tmp_path, HEAD, ("es", "Biosafety", "Bioseguridad"))
    message = "no such table.*`make setup` makes the database"
    with connection.execute_wrapper(without_tables), pytest.raises(CommandError, match=message):
        run(path)


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="lacks these columns: original, translation"):
        call_command("check_pairs", str(pairs_file(tmp_path, ("language", "text"))))
