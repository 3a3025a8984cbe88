"""The report "Translation board"."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from translation.board import sheets
from translation.board.cells import rows
from translation.board.forms import FilterForm, Wanted
from translation.board.reach import Reach, reach_of
from translation.board.totals import sections

ROWS_PER_PAGE = 50


@require_safe
def board(request: HttpRequest) -> HttpResponseBase:
    """Raises PermissionDenied for those who work on no page."""
    reach = reach_of(request.user)
    if not reach:
        raise PermissionDenied
    form = FilterForm(request.GET, reach)
    wanted = form.wanted
    if request.GET.get("export") == "csv":
        return sheets.response(wanted.originals(reach), wanted.locales(reach), reach)
    context = findings(wanted, reach, request.GET.get("p")) | {
        "form": form,
        "others": _with(request, p=None),
        "export": _with(request, p=None, export="csv"),
    }
    return render(request, "translation/board/board.html", context)


def findings(wanted: Wanted, reach: Reach, number: str | None) -> dict[str, Any]:
    """One page of rows and all totals. The same number of queries for any number of pages."""
    locales = wanted.locales(reach)
    page = Paginator(wanted.originals(reach), ROWS_PER_PAGE).get_page(number)
    return {
        "page": page,
        "locales": locales,
        "rows": rows(list(page), locales, reach),
        "sections": sections(reach, locales, wanted.section),
    }


def _with(request: HttpRequest, **changes: str | None) -> str:
    """The filters as they stand, but for some, for a link."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return query.urlencode()
