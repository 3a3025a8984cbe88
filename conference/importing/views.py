"""The import's screen: upload, look at the report of a trial, import."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from conference.importing.forms import ChoicesForm, UploadForm
from conference.importing.parsing.refusal import RefusedError
from conference.importing.rights import may_import
from conference.importing.run import run_import
from conference.importing.sources import RawFile, from_bytes
from conference.models import ImportUpload

# An upload that nobody imports is kept for so long.
KEPT = timedelta(days=1)
# A request does so many files; the command does any number.
MOST_FILES = 100


@require_http_methods(["GET", "HEAD", "POST"])
def import_pages(request: Any) -> HttpResponse:
    if not may_import(request.user):
        raise PermissionDenied
    ImportUpload.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()
    if request.method != "POST":
        return show(request, UploadForm())
    if "upload" in request.POST:
        return carry_out(request)
    return try_out(request)


def try_out(request: Any) -> HttpResponse:
    """Keeps the upload and shows what an import of it would do."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, form)
    file = form.cleaned_data["file"]
    data = file.read()
    try:
        files = _files(file.name, data)
    except RefusedError as error:
        form.add_error("file", str(error))
        return show(request, form)
    report = run_import(files, form.options(request.user, dry_run=True))
    upload = ImportUpload.objects.create(name=file.name[:400], content=data, user=request.user)
    confirmation = ChoicesForm(initial=form.choices)
    return show(request, None, report=report, upload=upload, confirmation=confirmation)


def carry_out(request: Any) -> HttpResponse:
    """Imports what was uploaded before, once, by the user who uploaded it."""
    number = request.POST["upload"]
    pk = int(number) if number.isdecimal() and len(number) < 19 else 0
    upload = ImportUpload.objects.filter(user=request.user, pk=pk).first()
    form = ChoicesForm(request.POST)
    if upload is None or not form.is_valid():
        messages.warning(request, gettext("The upload is no longer there. Upload the file again."))
        return redirect("import_pages")
    files = _files(upload.name, bytes(upload.content))
    report = run_import(files, form.options(request.user, dry_run=False))
    upload.delete()
    return show(request, UploadForm(), report=report)


def _files(name: str, data: bytes) -> list[RawFile]:
    files = from_bytes(name, data)
    if len(files) > MOST_FILES:
        message = gettext(
            "There are more than %(number)s files. Import them in parts, or by the command."
        )
        raise RefusedError(message % {"number": MOST_FILES})
    return files


def show(request: HttpRequest, form: UploadForm | None, **context: Any) -> HttpResponse:
    has_errors = form is not None and form.is_bound
    values = {"form": form, **context}
    return render(
        request, "conference/import_pages.html", values, status=422 if has_errors else 200
    )
