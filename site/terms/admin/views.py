"""Admin views that export and import terms."""

from collections.abc import Callable
from dataclasses import astuple
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core.admin import previewed_import
from core.admin.previewed_import import PreviewedImport
from terms.admin.forms import ImportForm
from terms.files import csv_format, import_plan, tbx_export
from terms.files.imported_rows import Row, rows_of
from terms.files.tbx_names import V2
from terms.models import Concept

View = Callable[[HttpRequest], HttpResponse]
INDEX = "wagtailsnippets_terms_concept:list"
# The report lists at most this many terms of each kind and faults, with the total counts.
SHOWN = 100


def require_concept_permission(*actions: str, every: bool = True) -> Callable[[View], View]:
    """Returns a decorator that raises PermissionDenied for users without permission on concepts.

    `actions` are "add", "change" or "view". The user needs all of them or, with `every=False`, one.
    """

    def confine(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            has = [request.user.has_perm(f"terms.{action}_concept") for action in actions]
            if not (all(has) if every else any(has)):
                raise PermissionDenied
            return view(request)

        return answer

    return confine


@require_safe
@require_concept_permission("view", "change", every=False)
def export_csv(_request: HttpRequest) -> HttpResponse:
    """Downloads all terms as CSV (UTF-8)."""
    content = csv_format.write(rows_of(Concept.objects.with_terms()))
    return _download(content.encode(), "text/csv; charset=utf-8", "terms.csv")


@require_safe
@require_concept_permission("view", "change", every=False)
def export_tbx(_request: HttpRequest) -> HttpResponse:
    """Downloads all terms as TBX version 3."""
    content = tbx_export.write(rows_of(Concept.objects.with_terms()))
    return _download(content, "application/x-tbx+xml", "terms.tbx")


@require_safe
@require_concept_permission("view", "change", every=False)
def export_martif(_request: HttpRequest) -> HttpResponse:
    """Downloads all terms as TBX version 2."""
    content = tbx_export.write(rows_of(Concept.objects.with_terms()), V2)
    return _download(content, "application/x-tbx+xml", "terms-v2.tbx")


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@require_concept_permission("add", "change")
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
        lines = [
            ngettext("%(count)s term added.", "%(count)s terms added.", added) % {"count": added},
            ngettext("%(count)s term changed.", "%(count)s terms changed.", changed)
            % {"count": changed},
        ]
        messages.success(request, " ".join(lines))
        return redirect(INDEX)
