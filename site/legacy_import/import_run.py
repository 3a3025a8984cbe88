"""Runs an import: reads files, writes pages, returns a report. One transaction per file."""

import logging
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from core.caching.gathered_changes import gathered
from legacy_import.file_batch import Batch, Item
from legacy_import.import_options import Options
from legacy_import.import_report import FileReport, ImportReport, Outcome
from legacy_import.link_resolution import LinkResolver
from legacy_import.overwrite_protection import is_of_this_site
from legacy_import.page_writer import PageWriter
from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.read_file import read_page
from legacy_import.source_files import RawFile, is_companion

logger = logging.getLogger(__name__)
_FIRST_KINDS = ["section", "conference", "introduction", "objectives", "agenda", "session", "plain",
    "thread"]  # fmt: skip


class _DryRunRollback(Exception):  # noqa: N818 - it is no error
    """Raised to roll a dry run back."""


Step = Callable[[], None]
# Progress is reported twice for each file: after reading, and after writing or refusing it.
STEPS_PER_FILE = 2


@gathered()
def run_import(
    files: Iterable[RawFile], options: Options | None = None, step: Step = lambda: None
) -> ImportReport:
    """Imports the files and returns the report; with `dry_run`, rolls everything back.

    `step` is called STEPS_PER_FILE times for each file, between transactions. It may raise to stop
    the import; what was imported before stays.
    """
    options = options or Options()
    report = ImportReport(is_trial=options.dry_run)
    run = _Run(options, report, step)
    batch = run.read_all(files)
    try:
        if not options.dry_run:
            run.write_all(batch)
            return report
        with transaction.atomic():
            run.write_all(batch)
            raise _DryRunRollback
    except _DryRunRollback:
        return report


class _Run:
    def __init__(self, options: Options, report: ImportReport, step: Step) -> None:
        self.options = options
        self.report = report
        self.step = step

    def read_all(self, files: Iterable[RawFile]) -> Batch:
        items = []
        for file in files:
            item = self.read(file)
            if item is not None:
                items.append(item)
            else:
                self.step()  # There is nothing to import.
            self.step()
        return Batch(items)

    def write_all(self, batch: Batch) -> None:
        originals, others = batch.by_language()
        for items in (originals, others):
            self.take_in(items, batch)

    def read(self, file: RawFile) -> Item | None:
        report = FileReport(file.name, is_companion=is_companion(file.name))
        self.report.files.append(report)
        if file.refusal:
            report.finish(Outcome.REFUSED, file.refusal)
            return None
        folder = self.options.former_folder or settings.FORMER_SITE_FOLDER
        try:
            legacy = read_page(file.name, file.data, folder)
            if is_of_this_site(legacy.former_address):
                raise RefusedError(gettext("The file is a page of this site."))
        except RefusedError as error:
            report.finish(Outcome.REFUSED, str(error))
            return None
        except Exception:
            logger.exception("Reading %s failed", file.name)
            report.finish(Outcome.REFUSED, gettext("The file could not be read."))
            return None
        report.doubts.extend(legacy.doubts)
        return Item(legacy, report)

    def take_in(self, items: list[Item], batch: Batch) -> None:
        writer = PageWriter(batch, self.options)
        for item in sorted(items, key=lambda item: _FIRST_KINDS.index(item.legacy.kind)):
            self.safely(item, writer.write_item)
            self.step()
        linking = LinkResolver(batch, self.options)
        for item in items:
            if item.was_written:
                self.safely(item, linking.link)
            elif item.page is not None:
                self.safely(item, linking.complete)

    def safely(self, item: Item, work: Callable[[Item], None]) -> None:
        """Runs `work` in a transaction; an error is reported and the next file goes on."""
        report = item.report
        before = list(report.done)
        try:
            with transaction.atomic():
                work(item)
        except RefusedError as error:
            self.undo(item, before, str(error))
        except ValidationError as error:
            self.undo(item, before, " ".join(error.messages))
        except Exception:
            logger.exception("Importing %s failed", report.name)
            self.undo(item, before, gettext("Something went wrong; the log says what."))
        report.chrome = item.legacy.chrome

    def undo(self, item: Item, done_before: list[str], reason: str) -> None:
        """Resets the report of a file whose transaction was rolled back."""
        report = item.report
        report.done = done_before
        if report.outcome in (Outcome.CREATED, Outcome.UPDATED):
            # The page was written; its links or its redirect failed.
            report.doubts.append(reason)
            return
        item.page = report.page = None
        report.finish(Outcome.LEFT_OUT, reason)
