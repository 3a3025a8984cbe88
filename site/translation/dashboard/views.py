"""Views of the report “Translation board”."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from translation.dashboard import snippet_rows, spreadsheet_export
from translation.dashboard.board_rows import rows
from translation.dashboard.board_scope import BoardScope, board_scope_of
from translation.dashboard.filters import BoardFilters, FilterForm
from translation.dashboard.original_pages import with_asked
from translation.dashboard.section_totals import only_in, sections, translated_into
from translation.dashboard.single_query_pagination import paginate
from translation.dashboard.workspace_links import workspace_links

ROWS_PER_PAGE = 50


@require_safe
def board(request: HttpRequest) -> HttpResponseBase:
    """Renders the board. Raises PermissionDenied for users without any page."""
    scope = board_scope_of(request.user)
    if not scope:
        raise PermissionDenied
    form = FilterForm(request.GET, scope)
    wanted = form.wanted
    if request.GET.get("export") == "csv":
        return spreadsheet_export.response(wanted.originals(scope), wanted.locales(scope), scope)
    found = findings(wanted, scope, request.GET.get("p"))
    form.offer(found["sections"])
    context = found | {
        "form": form,
        "kinds": snippet_rows.kinds(request.user),
        "workspace_links": workspace_links(request.user, section=wanted.section),
        "others": _with(request, p=None),
        "export": _with(request, p=None, export="csv"),
    }
    return render(request, "translation/dashboard/board.html", context)


def findings(wanted: BoardFilters, scope: BoardScope, number: str | None) -> dict[str, Any]:
    """Returns one page of rows and all totals, with a constant number of queries."""
    chosen = wanted.locales(scope)
    table = sections(scope, chosen, wanted.section)
    locales = translated_into(table)
    page = paginate(with_asked(wanted.originals(scope), locales), number, ROWS_PER_PAGE)
    return {
        "page": page,
        "locales": locales,
        "rows": rows(list(page), locales, scope),
        "sections": only_in(locales, table),
    }


@require_safe
def snippets_board(request: HttpRequest, app_label: str, model_name: str) -> HttpResponseBase:
    """Renders the board of a snippet model.

    Raises PermissionDenied as `board`, and Http404 for a model the user may not change.
    """
    scope = board_scope_of(request.user)
    if not scope:
        raise PermissionDenied
    known = snippet_rows.kinds(request.user)
    kind = next((kind for kind in known if kind.names == (app_label, model_name)), None)
    if kind is None:
        raise Http404
    locales = list(scope.locales)
    page = paginate(snippet_rows.originals(kind, locales), request.GET.get("p"), ROWS_PER_PAGE)
    table = snippet_rows.rows(kind, list(page), locales, request.user)
    context = {"page": page, "locales": locales, "rows": table, "kinds": known, "kind": kind}
    return render(request, "translation/dashboard/snippets.html", context)


def _with(request: HttpRequest, **changes: str | None) -> str:
    """Returns the query string with the changed parameters."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return query.urlencode()
