"""Views of the report “Translation board”, and its export as CSV."""

import csv
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language, gettext, override, pgettext
from django.views.decorators.http import require_safe

from wagtail.models import Locale
from wagtail.query import PageQuerySet

from core.languages.language_names import language_name
from core.text.spreadsheet_cells import BYTE_ORDER_MARK, escape_formula
from translation.board import snippet_rows
from translation.board.board_rows import Cell, Row, rows
from translation.board.board_scope import BoardScope, board_scope_of
from translation.board.filters import BoardFilters, FilterForm
from translation.board.original_pages import with_asked
from translation.board.section_totals import only_in, sections, translated_into
from translation.board.single_query_pagination import paginate
from translation.board.user_tasks import workspace_links

# Number of originals loaded at a time.
BATCH = 1000


class Echo:
    """File-like object whose `write` returns its argument, for streaming CSV."""

    def write(self, value: str) -> str:
        """Returns the value."""
        return value


def csv_response(
    pages: PageQuerySet, locales: Sequence[Locale], scope: BoardScope
) -> StreamingHttpResponse:
    """Returns the board as a streamed CSV download in UTF-8."""
    lines = _lines(pages, locales, scope, get_language() or "en")
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="translation-board.csv"'
    return answer


def _lines(
    pages: PageQuerySet, locales: Sequence[Locale], scope: BoardScope, language: str
) -> Iterator[str]:
    """Yields the CSV lines in the user's language, which is no longer active during streaming."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK
    with override(language):
        headings = _headings()
    yield str(writer.writerow(headings))
    for page in Paginator(with_asked(pages, locales), BATCH):
        with override(language):
            table = [
                [escape_formula(value) for value in _values(row, cell)]
                for row in rows(list(page), locales, scope)
                for cell in row.cells
                if cell.is_work
            ]
        for line in table:
            yield str(writer.writerow(line))


def _headings() -> list[str]:
    return [
        pgettext("label", "Page"),
        gettext("Page number"),
        pgettext("label", "Language"),
        pgettext("label", "State"),
        pgettext("whether readers can see the page", "Public"),
        gettext("Outdated for days"),
        gettext("Words left"),
        gettext("Who has it"),
        gettext("Asked for by readers"),
    ]


def _values(row: Row, cell: Cell) -> list[Any]:
    return [
        row.original.title,
        row.original.pk,
        language_name(cell.locale.language_code),
        cell.label,
        pgettext("value in a spreadsheet", "yes")
        if cell.is_live
        else pgettext("value in a spreadsheet", "no"),
        "" if cell.stale_days is None else cell.stale_days,
        cell.words_left,
        cell.holder,
        cell.asked,
    ]


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
        return csv_response(wanted.originals(scope), wanted.locales(scope), scope)
    found = findings(wanted, scope, request.GET.get("p"))
    form.offer(found["sections"])
    context = found | {
        "form": form,
        "kinds": snippet_rows.kinds(request.user),
        "workspace_links": workspace_links(request.user, section=wanted.section),
    }
    return render(request, "translation/board/board.html", context)


def findings(wanted: BoardFilters, scope: BoardScope, number: str | None) -> dict[str, Any]:
    """Returns one page of rows and all totals, with a constant number of queries."""
    chosen = wanted.locales(scope)
    table = sections(scope, chosen, wanted.section)
    locales = translated_into(table)
    pages = with_asked(wanted.originals(scope), locales)
    known = None if wanted.narrows else table[0].originals
    page = paginate(pages, number, ROWS_PER_PAGE, count=known)
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
    return render(request, "translation/board/snippets.html", context)
