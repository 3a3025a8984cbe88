"""Background jobs of the importer: the dry run, and the confirmed import."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs import job
from jobs.progress import Progress
from legacy_import.import_options import Options
from legacy_import.import_report import ImportReport
from legacy_import.import_run import STEPS_PER_FILE, run_import
from legacy_import.models import ImportUpload
from legacy_import.source_files import from_bytes

TRIAL = "try-import"
IMPORT = "import-pages"


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
    options = Options(user=progress.job.owner, dry_run=dry_run, **_choices(upload))
    report = run_import(files, options, progress.advance)
    # The progress reported during a dry run was rolled back with it.
    progress.set_total(total)
    progress.advance(total)
    _say(progress, report)
    progress.set_result_url(reverse("import_upload", args=[upload.pk]))
    return report


def _choices(upload: ImportUpload) -> dict[str, Any]:
    names = ("publish", "replace", "former_folder")
    return {name: upload.choices[name] for name in names if name in upload.choices}


def _say(progress: Progress, report: ImportReport) -> None:
    for outcome, number in report.counts:
        progress.add_line(outcome.counted(number))
    if report.is_trial:
        progress.add_line(gettext("Nothing has been written yet."))
