"""The report "Translation board"."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from translation.board import sheets
from translation.board.cells import rows
from translation.board.forms import FilterForm
from translation.board.reach import reach_of
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
    locales = wanted.locales(reach)
    pages = wanted.originals(reach)
    if request.GET.get("export") == "csv":
        return sheets.response(pages, locales, reach)
    page = Paginator(pages, ROWS_PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "form": form,
        "page": page,
        "locales": locales,
        "rows": rows(list(page), locales, reach),
        "sections": sections(reach, locales, wanted.section),
        "others": _with(request, p=None),
        "export": _with(request, p=None, export="csv"),
    }
    return render(request, "translation/board/board.html", context)


def _with(request: HttpRequest, **changes: str | None) -> str:
    """The filters as they stand, but for some, for a link."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return query.urlencode()
