"""Runs an import: reads files, writes pages, returns a report. One transaction per file.

Also as background jobs: the dry run of an upload, and its confirmed import.
"""

import logging
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.caching.batched_invalidation import gathered_changes
from jobs import job
from jobs.progress import Progress
from legacy_import.file_batch import Batch, Item
from legacy_import.import_options import Options
from legacy_import.import_report import FileReport, ImportReport, Outcome
from legacy_import.link_resolution import LinkResolver
from legacy_import.models import ImportUpload
from legacy_import.overwrite_protection import is_of_this_site
from legacy_import.page_writer import PageWriter
from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.read_file import read_page
from legacy_import.source_files import RawFile, from_bytes, is_companion

TRIAL, IMPORT = "try-import", "import-pages"
logger = logging.getLogger(__name__)
_FIRST_KINDS = ["section", "conference", "introduction", "objectives", "agenda", "session", "plain",
    "thread"]  # fmt: skip


Step = Callable[[], None]
# Progress is reported twice for each file: after reading, and after writing or refusing it.
STEPS_PER_FILE = 2


@gathered_changes()
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
    if options.dry_run:
        with transaction.atomic():
            run.write_all(batch)
            transaction.set_rollback(True)
    else:
        run.write_all(batch)
    return report


class _Run:
    def __init__(self, options: Options, report: ImportReport, step: Step) -> None:
        self.options = options
        self.report = report
        self.step = step

    def read_all(self, files: Iterable[RawFile]) -> Batch:
        items = []
        for file in files:
            if (item := self.read(file)) is not None:
                items.append(item)
            else:
                self.step()  # There is nothing to import.
            self.step()
        return Batch(items)

    def write_all(self, batch: Batch) -> None:
        for items in batch.by_language():
            self.take_in(items, batch)

    def read(self, file: RawFile) -> Item | None:
        report = FileReport(file.name, is_companion=is_companion(file.name))
        self.report.files.append(report)
        folder = self.options.former_folder or settings.FORMER_SITE_FOLDER
        try:
            if file.refusal:
                raise RefusedError(file.refusal)
            legacy = read_page(file.name, file.data, folder)
            if is_of_this_site(legacy.former_address):
                raise RefusedError(gettext("The file is a page of this site."))
        except RefusedError as error:
            report.finish(Outcome.REFUSED, str(error))
        except Exception:
            logger.exception("Reading %s failed", file.name)
            report.finish(Outcome.REFUSED, gettext("The file could not be read."))
        else:
            report.doubts.extend(legacy.doubts)
            return Item(legacy, report)
        return None

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


@job(TRIAL, _("Trying out an import"))
def dry_run_upload(progress: Progress, *, upload_id: int) -> None:
    """Job: runs the import of an upload as a dry run, and stores the report."""
    upload = ImportUpload.objects.get(pk=upload_id)
    report = _run(progress, upload, dry_run=True)
    ImportUpload.objects.filter(pk=upload_id).update(trial=report.to_json())


@job(IMPORT, _("Importing pages"))
def import_pages(progress: Progress, *, upload_id: int) -> None:
    """Job: imports an upload and stores the report.

    May be resumed: files that were imported already are skipped.
    """
    upload = ImportUpload.objects.get(pk=upload_id)
    if upload.report is not None:
        progress.set_result_url(reverse("import_upload", args=[upload_id]))
        return
    report = _run(progress, upload, dry_run=False)
    ImportUpload.objects.filter(pk=upload_id).update(report=report.to_json(), content=b"")


def _run(progress: Progress, upload: ImportUpload, *, dry_run: bool) -> ImportReport:
    files = from_bytes(upload.name, bytes(upload.content))
    total = len(files) * STEPS_PER_FILE
    progress.set_total(total)
    options = Options(user=progress.job.owner, dry_run=dry_run, **upload.choices)
    report = run_import(files, options, progress.advance)
    # The progress reported during a dry run was rolled back with it.
    progress.set_total(total)
    progress.advance(total)
    for outcome, number in report.counts:
        progress.add_line(outcome.counted(number))
    if report.is_trial:
        progress.add_line(gettext("Nothing has been written yet."))
    progress.set_result_url(reverse("import_upload", args=[upload.pk]))
    return report
