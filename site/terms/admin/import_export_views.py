"""Admin views that export and import terms, and the upload form."""

from dataclasses import astuple
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wagtail.admin.auth import any_permission_required, permission_required

from core.admin import previewed_import
from core.admin.previewed_import import PreviewedImport
from terms.files import csv_format, import_plan, tbx_format, upload_reader
from terms.files.imported_rows import RefusedFileError, Row, rows_of
from terms.files.tbx_format import V2, V3
from terms.files.upload_reader import recognise
from terms.models import Concept
from terms.term_languages import choices

INDEX = "wagtailsnippets_terms_concept:list"
# The report lists at most this many terms of each kind and faults, with the total counts.
SHOWN = 100


class ImportForm(forms.Form):
    """Takes a file; once it is valid, `rows` holds the parsed rows."""

    file = forms.FileField(
        label=pgettext_lazy("label", "File"),
        error_messages={"required": _("Choose a file.")},
        help_text=_(
            "CSV in UTF-8, TBX version 2 or 3 (style DCA), or a glossary of OmegaT, up to 1 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tbx,.xml,.txt,.utf8,.tab"}),
    )
    source_language = forms.ChoiceField(
        label=_("Language of the terms in a glossary"), choices=choices, required=False
    )
    target_language = forms.ChoiceField(
        label=_("Language of its translations"),
        choices=choices,
        required=False,
        help_text=_("Only a glossary of OmegaT does not say its languages itself."),
    )

    def clean(self) -> dict[str, Any]:
        """Parses the file into `rows`. Raises ValidationError where it is refused."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "file" not in cleaned:
            return cleaned
        # One byte more than allowed, to detect files that are too large.
        data = bytes(cleaned["file"].read(upload_reader.MAX_BYTES + 1))
        try:
            self.rows: list[Row] = recognise(upload_reader.read(data, self._languages(cleaned)))
        except RefusedFileError as refusal:
            raise ValidationError(str(refusal)) from refusal
        return cleaned

    def _languages(self, cleaned: dict[str, Any]) -> tuple[str, str] | None:
        source, target = cleaned.get("source_language"), cleaned.get("target_language")
        return (source, target) if source and target and source != target else None


@require_safe
@any_permission_required("terms.view_concept", "terms.change_concept")
def export_terms(_request: HttpRequest, name: str) -> HttpResponse:
    """Downloads all terms as "terms.csv" (UTF-8), "terms.tbx" (version 3) or "terms-v2.tbx"."""
    rows = rows_of(Concept.objects.with_terms())
    if name == "terms.csv":
        response = HttpResponse(csv_format.write(rows), content_type="text/csv; charset=utf-8")
    else:
        content = tbx_format.write(rows, V2 if name == "terms-v2.tbx" else V3)
        response = HttpResponse(content, content_type="application/x-tbx+xml")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@permission_required("terms.add_concept")
@permission_required("terms.change_concept")
def import_terms(request: HttpRequest) -> HttpResponse:
    """Previews what a file would change; the confirmation of the preview imports it."""
    if previewed_import.FIELD in request.POST:
        return TermImport().confirm(request)
    if request.method != "POST":
        return _form(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form)
    return TermImport().preview(request, import_plan.plan_for(form.rows))


def _form(request: HttpRequest, form: ImportForm, **context: Any) -> HttpResponse:
    faulty = form.is_bound or (context.get("plan") and context["plan"].faults)
    context |= {"form": form, "index": INDEX}
    return render(request, "terms/admin/import.html", context, status=400 if faulty else 200)


class TermImport(PreviewedImport[import_plan.Plan]):
    """Imports all rows of a file, or none; the field carries the rows."""

    salt = "terms"
    upload_url = "terms:import"

    def plan(self, content: Any, user: Any) -> import_plan.Plan:
        """Returns the plan for rows of a field, whoever imports them."""
        return import_plan.plan_for([Row(*values) for values in content])

    def content(self, plan: import_plan.Plan) -> list[tuple[Any, ...]]:
        """Returns the rows."""
        return [astuple(row) for row in plan.rows]

    def changes(self, plan: import_plan.Plan) -> Any:
        """Returns new rows, changed terms with their former values, and changed scopes."""
        changed = [
            [*change.row.identity, {name: getattr(change.term, name) for name in change.fields}]
            for change in plan.changed
        ]
        return [[row.identity for row in plan.added], changed, plan.moved]

    def may_write(self, plan: import_plan.Plan) -> bool:
        """Returns whether the file has no error and something new."""
        return not (plan.faults or plan.is_empty)

    def show(
        self, request: HttpRequest, plan: import_plan.Plan, packed: str, fault: str
    ) -> HttpResponse:
        """Renders the plan above an empty form."""
        if fault:
            plan.faults.append(fault)
        return _form(request, ImportForm(), plan=plan, packed=packed, shown=SHOWN)

    def write(self, request: HttpRequest, plan: import_plan.Plan) -> HttpResponse:
        """Writes the terms and leads to their list."""
        import_plan.apply(plan, request.user)
        added, changed = len(plan.added), len(plan.changed)
        said_added = ngettext("%(count)s term added.", "%(count)s terms added.", added)
        said = ngettext("%(count)s term changed.", "%(count)s terms changed.", changed)
        lines = [said_added % {"count": added}, said % {"count": changed}]
        messages.success(request, " ".join(lines))
        return redirect(INDEX)
