"""The report “Translation checks”: problems in all translations that the user may edit."""

import csv
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from wagtail.models import Page

from core.languages.language_names import other_languages
from core.text.spreadsheet_cells import BYTE_ORDER_MARK, escape_formula
from translation import translation_querysets
from translation.checks.check_results import edit_urls
from translation.checks.problems import Problem
from translation.checks.registry import CHECKS, LABELS
from translation.checks.set_aside_problems import pair_of
from translation.checks.translation_segments import Segment, segments_of
from translation.models import SetAsideProblem
from translation.permissions.visible_page_field import VisiblePageField


@dataclass(frozen=True)
class ReportFilters:
    """Filters of the report; empty values match everything."""

    language: str = ""
    check: str = ""
    severity: str = ""
    section: Page | None = field(default=None, hash=False)

    def takes(self, problem: Problem) -> bool:
        """Whether the problem matches the filters."""
        return self.check in ("", problem.check) and self.severity in ("", problem.severity.value)


@dataclass(frozen=True)
class Row:
    """One row of the report: a segment and one of its problems."""

    segment: Segment
    problem: Problem
    url: str = ""
    """The edit URL."""

    @property
    def check_label(self) -> str:
        """The translated label of the check."""
        return str(LABELS[self.problem.check])


def report_rows(translations: Any, wanted: ReportFilters) -> list[Row]:
    """Returns the rows ordered by page, language and position of the segment."""
    if wanted.language:
        translations = translations.filter(target_locale__language_code=wanted.language)
    if wanted.section is not None:
        translations = translation_querysets.below(translations, wanted.section)
    return [
        Row(segment, problem)
        for segment in segments_of(translations)
        for problem in segment.problems
        if wanted.takes(problem)
    ]


def set_aside(translations: Any) -> list[tuple[Segment, SetAsideProblem]]:
    """Returns the dismissed errors of unchanged texts; one query if there are none."""
    known = {row.pair: row for row in SetAsideProblem.objects.select_related("user")}
    if not known:
        return []
    return [
        (segment, known[pair])
        for segment in segments_of(translations)
        if (pair := pair_of(segment.text)) in known
    ]


def with_urls(shown: list[Row]) -> list[Row]:
    """Returns the rows of one report page with their edit URLs."""
    urls = edit_urls(row.segment for row in shown)
    return [
        Row(row.segment, row.problem, urls.get((row.segment.key, row.segment.locale_id), ""))
        for row in shown
    ]


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


class FilterForm(forms.Form):
    """Filters of the report: check and severity."""

    language = forms.ChoiceField(
        label=pgettext_lazy("label", "Language"),
        choices=lambda: [EVERY, *other_languages()],
        required=False,
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
    rows = report_rows(translations, form.wanted())
    if request.GET.get("export") == "csv":
        return as_csv(with_urls(rows), request)
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "form": form,
        "page": page,
        "rows": with_urls(list(page)),
        "aside": set_aside(translations),
        "errors": sum(row.problem.is_error for row in rows),
    }
    return render(request, "translation/checks/report.html", context)


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
