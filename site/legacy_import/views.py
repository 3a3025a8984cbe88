"""Admin views of the importer: upload, dry-run report, confirmation, final report."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from wagtail.admin.auth import user_passes_test
from wagtail.models import Page

from conference.conference_parents import allowed_parents
from jobs import runner
from legacy_import.forms import UploadForm
from legacy_import.import_report import ImportReport
from legacy_import.import_run import IMPORT, TRIAL
from legacy_import.models import ImportUpload
from legacy_import.parsing.errors import RefusedError
from legacy_import.source_files import from_bytes

# How long uploads that nobody imports, and reports of imports, are kept.
KEPT = timedelta(days=1)
REPORT_KEPT = timedelta(days=90)
# A dry run is one transaction, for which other writers wait on SQLite. The command has no limit.
MOST_FILES = 100
RECENT = 10


def may_import(user: Any) -> bool:
    """Returns whether the user may add and publish pages below a portal or an archive."""
    return bool(user.is_active and (user.is_superuser or allowed_parents(user)))


@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_import)
def import_pages(request: Any) -> HttpResponse:
    """Shows the upload form; a valid upload starts the dry run."""
    _tidy_up()
    if request.method != "POST":
        return _show_form(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_form(request, form)
    file = form.cleaned_data["file"]
    data = file.read()
    try:
        _check_files(file.name, data)
    except RefusedError as error:
        form.add_error("file", str(error))
        return _show_form(request, form)
    upload = ImportUpload.objects.create(
        name=file.name[:400], content=data, choices=form.choices, user=request.user
    )
    job = runner.start(TRIAL, request.user, subject=upload.name, upload_id=upload.pk)
    return redirect(job.url)


@require_http_methods(["GET", "HEAD", "POST"])
@user_passes_test(may_import)
def import_upload(request: Any, upload_id: int) -> HttpResponse:
    """Shows the report of the user's own upload; POST starts its import, once."""
    upload = get_object_or_404(ImportUpload.objects.filter(user=request.user), pk=upload_id)
    if request.method == "POST":
        return _confirm(request, upload)
    report = _report_of(upload)
    is_open = upload.trial is not None and upload.confirmed_at is None
    context = {"upload": upload, "report": report, "is_open": is_open}
    return render(request, "legacy_import/import_upload.html", context)


def _confirm(request: Any, upload: ImportUpload) -> HttpResponse:
    waiting = ImportUpload.objects.filter(pk=upload.pk, confirmed_at=None).exclude(trial=None)
    if not waiting.update(confirmed_at=timezone.now()):
        return redirect("import_upload", upload.pk)
    job = runner.start(IMPORT, request.user, subject=upload.name, upload_id=upload.pk)
    return redirect(job.url)


def _report_of(upload: ImportUpload) -> ImportReport | None:
    """Returns the report of the import or, before it, of the dry run."""
    kept = upload.report or upload.trial
    if kept is None:
        return None
    wanted = [file["page_id"] for file in kept["files"] if file["page_id"]]
    # Ids of a dry run's pages may belong to other pages by now.
    pages = Page.objects.in_bulk(wanted) if upload.report is not None else {}
    return ImportReport.from_json(kept, pages)


def _tidy_up() -> None:
    now = timezone.now()
    unused = Q(report=None, uploaded_at__lt=now - KEPT)
    ImportUpload.objects.filter(unused | Q(uploaded_at__lt=now - REPORT_KEPT)).delete()


def _check_files(name: str, data: bytes) -> None:
    """Raises RefusedError where the file is neither page nor archive, or holds too many."""
    if len(from_bytes(name, data)) > MOST_FILES:
        message = gettext(
            "There are more than %(number)s files. Import them in parts, or by the command."
        )
        raise RefusedError(message % {"number": MOST_FILES})


def _show_form(request: Any, form: UploadForm) -> HttpResponse:
    recent = ImportUpload.objects.filter(user=request.user).exclude(trial=None).defer("content")
    context = {"form": form, "recent": recent[:RECENT]}
    status = 422 if form.is_bound else 200
    return render(request, "legacy_import/import_pages.html", context, status=status)
