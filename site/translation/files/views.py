"""Views for exporting and importing translation files."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wagtail.models import Page
from wagtail_localize.models import Translation

from core.admin import previewed_import
from translation.files import export_formats, po_export
from translation.files.file_permissions import exportable_by, own_language
from translation.files.forms import ExportForm, ImportForm
from translation.files.import_plan import plan
from translation.files.import_screen import TranslationFileImport, next_url
from translation.files.upload_reader import read_all
from translation.permissions.translation_permissions import may_edit


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest) -> HttpResponse:
    """Renders the screen; a POST uploads files, or confirms the displayed changes."""
    if previewed_import.FIELD in request.POST:
        return TranslationFileImport().confirm(request)
    if request.method != "POST":
        return _screen(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _screen(request, form)
    return _try_out(request, form.cleaned_data["uploads"])


def _screen(request: HttpRequest, form: ImportForm) -> HttpResponse:
    initial = {"language": own_language(request.user)}
    context = {"import_form": form, "export_form": ExportForm(initial=initial, request=request)}
    return render(request, "translation/files/files.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Returns a file with the translations of a section."""
    form = ExportForm(request.GET, request=request)
    if not form.is_valid():
        context = {"import_form": ImportForm(), "export_form": form}
        return render(request, "translation/files/files.html", context)
    wanted = form.cleaned_data
    pages = Page.objects.filter(pk=wanted["section"].pk)
    answer = download(
        chosen(request.user, pages, with_descendants=wanted["include_descendants"]),
        wanted["language"],
        wanted["layout"],
        wanted["section"].title,
    )
    if answer is None:
        messages.warning(request, nothing_to_export())
        return redirect("translation_files")
    return answer


def nothing_to_export() -> str:
    """Returns the message for an empty export."""
    return _("There is no translation into this language that you may export.")


def chosen(user: Any, pages: QuerySet[Page], *, with_descendants: bool) -> QuerySet[Translation]:
    """Returns the exportable translations of the pages, which may be in any language."""
    every = pages
    if with_descendants:
        for page in pages:
            every = every | Page.objects.descendant_of(page)
    keys = every.order_by().values("translation_key")
    return exportable_by(user).filter(source__object_id__in=keys)


def download(
    translations: QuerySet[Translation], language: str, layout: str, title: str
) -> HttpResponse | None:
    """Returns a file download, or None if there are no translations."""
    wanted = translations.filter(target_locale__language_code=language)
    if not wanted.exists():
        return None
    content, kind, ending = export_formats.EXPORT_FORMATS[layout](wanted)
    return _file(content, kind, title, language, ending)


def _file(content: bytes, kind: str, title: str, language: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = po_export.file_name(title, language, ending)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def download_one(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Exports one translation, at wagtail-localize's own URL."""
    translation = _translation(request, translation_id)
    content, kind, ending = export_formats.po(Translation.objects.filter(pk=translation.pk))
    language = translation.target_locale.language_code
    return _file(content, kind, translation.source.object_repr, language, ending)


@require_POST
def upload_one(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Displays the changes of a file for one translation, at wagtail-localize's own URL."""
    translation = _translation(request, translation_id)
    uploads = request.FILES.getlist("file")
    if not uploads:
        messages.error(request, _("Choose a PO file."))
        return redirect(next_url(request))
    return _try_out(request, uploads, only=translation)


def _translation(request: HttpRequest, translation_id: int) -> Translation:
    translation = get_object_or_404(
        Translation.objects.select_related("source", "target_locale"), pk=translation_id
    )
    try:
        instance = translation.get_target_instance()
    except ObjectDoesNotExist as err:
        raise PermissionDenied from err
    if not may_edit(request.user, instance):
        raise PermissionDenied
    return translation


def _try_out(
    request: HttpRequest, uploads: Iterable[UploadedFile], only: Translation | None = None
) -> HttpResponse:
    return TranslationFileImport().preview(request, plan(read_all(uploads), request.user, only))
