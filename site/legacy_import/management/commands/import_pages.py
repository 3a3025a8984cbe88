"""`manage.py import_pages`: imports saved pages of the former site."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from legacy_import.import_options import Options
from legacy_import.import_report import FileReport, ImportReport
from legacy_import.import_run import run_import
from legacy_import.parsing.errors import RefusedError
from legacy_import.source_files import from_path


class Command(BaseCommand):
    """Imports files, folders and ZIP archives, and prints the report."""

    help = (
        "Takes in conference pages saved as HTML or plain text: a file, a folder or a ZIP archive."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Adds paths and options."""
        parser.add_argument("path", type=Path, help="The file, folder or ZIP archive.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be done, do nothing."
        )
        parser.add_argument("--drafts", action="store_true", help="Leave the pages as drafts.")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="Write over pages that editors changed, or that no import made.",
        )
        parser.add_argument(
            "--former-folder",
            default="",
            help="Where the files stood: a path or full address. Default: FORMER_SITE_FOLDER.",
        )
        parser.add_argument(
            "--fail-on",
            choices=["left-out", "doubtful", "never"],
            default="left-out",
            help="Exit with 2 where a page was left out; with 3 where one is doubtful.",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Imports the paths. Raises CommandError where one cannot be read or is left out."""
        try:
            files = from_path(options["path"])
        except RefusedError as error:
            raise CommandError(str(error)) from error
        report = run_import(
            files,
            Options(
                publish=not options["drafts"],
                replace=options["replace"],
                dry_run=options["dry_run"],
                former_folder=options["former_folder"],
            ),
        )
        for file in report.files:
            self.say(file, options["verbosity"])
        counts = report.summary
        self.stdout.write(f"{'Trial, nothing was written: ' if report.is_trial else ''}{counts}")
        self.end(report, options["fail_on"])

    def end(self, report: ImportReport, fail_on: str) -> None:
        """Raises CommandError, for the exit status, where files need a look."""
        if fail_on != "never" and report.left_out:
            raise CommandError(f"Not imported: {', '.join(report.left_out)}", returncode=2)
        if fail_on == "doubtful" and report.doubtful:
            raise CommandError(f"To be reviewed: {report.doubtful} files", returncode=3)

    def say(self, file: FileReport, verbosity: int) -> None:
        """Prints the report of one file."""
        self.stdout.write(
            f"{file.outcome.label:10} {file.name}{f' → {file.place}' if file.place else ''}"
        )
        for line in file.done:
            self.stdout.write(f"           {line}")
        for line in file.doubts:
            self.stdout.write(self.style.WARNING(f"           ? {line}"))
        if verbosity > 1:
            for line in file.chrome:
                self.stdout.write(f"           - {line}")
