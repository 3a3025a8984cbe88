"""The report “Translation checks”: problems in all translations that the user may edit."""

import csv
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from core.text.spreadsheet_cells import BYTE_ORDER_MARK, escape_formula
from translation.checks import report_rows, translation_querysets
from translation.checks.registry import CHECKS
from translation.checks.report_rows import ReportFilters, Row
from translation.permissions.page_field import VisiblePageField

ROWS_PER_PAGE = 50
EVERY = ("", pgettext_lazy("no restriction in a filter", "All"))
COLUMNS = (
    pgettext_lazy("label", "Page"),
    pgettext_lazy("label", "Language"),
    pgettext_lazy("label", "Field"),
    _("Kind of problem"),
    pgettext_lazy("label", "Severity"),
    pgettext_lazy("label", "Problem"),
    pgettext_lazy("label", "Original"),
    pgettext_lazy("label", "Translation"),
    pgettext_lazy("address on the web", "Address"),
)


def _languages() -> list[tuple[str, Any]]:
    others = [pair for pair in settings.LANGUAGES if pair[0] != settings.LANGUAGE_CODE]
    return [EVERY, *others]


class FilterForm(forms.Form):
    """Filters of the report: check and severity."""

    language = forms.ChoiceField(
        label=pgettext_lazy("label", "Language"), choices=_languages, required=False
    )
    section = VisiblePageField(label=pgettext_lazy("part of the site", "Section"), required=False)
    check = forms.ChoiceField(
        label=_("Kind of problem"),
        choices=lambda: [EVERY, *((check.key, check.label) for check in CHECKS)],
        required=False,
    )
    severity = forms.ChoiceField(
        label=pgettext_lazy("label", "Severity"),
        choices=[
            EVERY,
            ("error", pgettext_lazy("of the checks", "Errors")),
            ("warning", pgettext_lazy("of the checks", "Warnings")),
        ],
        required=False,
    )

    def __init__(self, data: Any, request: HttpRequest) -> None:
        super().__init__(data)
        section: Any = self.fields["section"]
        section.ask_for(request)

    def wanted(self) -> ReportFilters:
        """Returns the selected filters; none if the form is invalid."""
        return ReportFilters(**self.cleaned_data) if self.is_valid() else ReportFilters()


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Renders one page of the report, or exports all rows with `?export=csv`."""
    form = FilterForm(request.GET or None, request)
    translations = translation_querysets.visible_to(request.user)
    rows = report_rows.rows(translations, form.wanted())
    if request.GET.get("export") == "csv":
        return as_csv(report_rows.with_urls(rows), request)
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "form": form,
        "page": page,
        "rows": report_rows.with_urls(list(page)),
        "aside": report_rows.set_aside(translations),
        "errors": sum(row.problem.is_error for row in rows),
        "others": _without(request, "p"),
        "export": _without(request, "p", export="csv"),
    }
    return render(request, "translation/checks/report.html", context)


def _without(request: HttpRequest, name: str, **added: str) -> str:
    """Returns the query string without `name`, with the `added` parameters."""
    query = request.GET.copy()
    query.pop(name, None)
    for key, value in added.items():
        query[key] = value
    return query.urlencode()


def as_csv(rows: list[Row], request: HttpRequest) -> HttpResponse:
    """Returns the rows as a CSV download in UTF-8."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="translation-checks.csv"'
    response.write(BYTE_ORDER_MARK)
    writer = csv.writer(response)
    writer.writerow([str(name) for name in COLUMNS])
    for row in rows:
        writer.writerow([escape_formula(cell) for cell in _cells(row, request)])
    return response


def _cells(row: Row, request: HttpRequest) -> list[str]:
    segment, problem = row.segment, row.problem
    return [
        segment.title,
        segment.text.target_language,
        segment.label,
        row.check_label,
        problem.severity.value,
        str(problem),
        segment.text.source,
        segment.text.target,
        request.build_absolute_uri(row.url) if row.url else "",
    ]
