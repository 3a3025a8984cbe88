"""`manage.py check_translations`: prints the problems found by the checks, for people and CI."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wagtail.models import Locale

from translation import translation_querysets
from translation.checks import report_views, stored_results
from translation.checks.report_views import ReportFilters, Row


class Command(BaseCommand):
    """Runs the checks on all translations."""

    help = "Checks the stored translations; the exit status is 1 where there is an error."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds the filters, the output format and `--strict`."""
        parser.add_argument("--language", default="", help="only this language, such as es")
        parser.add_argument("--section", default="", help="only below this address: /en/protocol/")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--strict", action="store_true", help="let warnings fail, too")

    def handle(self, **options: Any) -> None:
        """Prints the problems, and stores the results for the dashboard.

        Exits with status 1 on errors, with `--strict` on warnings too.
        """
        rows = report_views.report_rows(translation_querysets.in_use(), _wanted(options))
        errors = sum(row.problem.is_error for row in rows)
        write = self._as_json if options["format"] == "json" else self._as_text
        write(rows, errors)
        while stored_results.refresh(translation_querysets.in_use()):
            pass
        if errors or (options["strict"] and rows):
            raise SystemExit(1)

    def _as_text(self, rows: list[Row], errors: int) -> None:
        for row in rows:
            text = row.segment.text
            place = f"{text.target_language} {row.segment.title} ({row.segment.path})"
            self.stdout.write(f"{row.problem.severity.value}: {place}: {row.problem}")
            self.stdout.write(f"  {text.source}\n  {text.target}")
        self.stdout.write(f"{errors} errors, {len(rows) - errors} warnings")

    def _as_json(self, rows: list[Row], errors: int) -> None:
        found = {
            "errors": errors,
            "warnings": len(rows) - errors,
            "problems": [_as_dict(row) for row in rows],
        }
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))


def _wanted(options: dict[str, Any]) -> ReportFilters:
    language, path = options["language"], options["section"]
    if language and not Locale.objects.filter(language_code=language).exists():
        raise CommandError(f"The site has no language “{language}”.")
    section = translation_querysets.section_at(path) if path else None
    if path and section is None:
        raise CommandError(f"The site has no page at “{path}”.")
    return ReportFilters(language=language, section=section)


def _as_dict(row: Row) -> dict[str, str]:
    return {
        "severity": row.problem.severity.value,
        "check": row.problem.check,
        "message": str(row.problem),
        "page": row.segment.title,
        "language": row.segment.text.target_language,
        "path": row.segment.path,
        "source": row.segment.text.source,
        "target": row.segment.text.target,
    }
