"""`manage.py check_pairs FILE.csv`: prints the problems of pairs of texts as CSV, for CI."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from translation.checks.problems import Problem, Text
from translation.checks.registry import problems_of

COLUMNS = ("language", "original", "translation")


class Command(BaseCommand):
    """Runs the checks on pairs of texts that are not on the site."""

    help = (
        "Checks the pairs of a CSV file in UTF-8 with the columns language, original and "
        "translation, and prints their problems as CSV. The column original_language is "
        "optional. The exit status is 1 where there is an error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the file and `--strict`."""
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument("--strict", action="store_true", help="let warnings fail, too")

    def handle(self, **options: Any) -> None:
        """Prints one row for each problem.

        Exits with status 1 on errors, with `--strict` on warnings too. Raises CommandError for a
        file or a database that cannot be read.
        """
        writer = csv.writer(self.stdout)
        writer.writerow(["row", *COLUMNS, "severity", "check", "problem"])
        has_failed = False
        for number, text in _pairs(options["file"]):
            for problem in _problems(text):
                has_failed = has_failed or problem.is_error or options["strict"]
                cells = [text.target_language, text.source, text.target]
                writer.writerow(
                    [number, *cells, problem.severity.value, problem.check, str(problem)]
                )
        if has_failed:
            raise SystemExit(1)


def _problems(text: Text) -> list[Problem]:
    """Returns the problems; official terms and authentic texts are read from the database."""
    try:
        return problems_of(text)
    except DatabaseError as error:
        raise CommandError(
            f"The official terms cannot be read from the database ({error}). "
            "`make setup` makes the database."
        ) from error


def _pairs(path: Path) -> Iterator[tuple[int, Text]]:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"The file cannot be read: {error}") from error
    reader = csv.DictReader(content.splitlines(keepends=True))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise CommandError(f"The first row lacks these columns: {', '.join(missing)}")
    for row in reader:
        source_language = row.get("original_language") or settings.LANGUAGE_CODE
        yield (
            reader.line_num,
            Text(
                source=row["original"] or "",
                target=row["translation"] or "",
                source_language=source_language,
                target_language=row["language"] or "",
            ),
        )
