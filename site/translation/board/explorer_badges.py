"""A column with translation states in the page explorer's listing."""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from core.admin.edit_conflicts import SerializedEditView
from core.admin.explorer_row_prefetch import Listing, ListingView
from translation.board.board_rows import Cell, Place
from translation.board.board_scope import BoardScope, board_scope_of
from translation.board.original_pages import APART, MISSING, states_of

AFTER = "title"


class BadgesColumn(BaseColumn):
    """Listing column: for an original a badge per language, for a translation its own state."""

    cell_template_name = "translation/board/badges.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """As Wagtail's own, with the page's badges."""
        context = super().get_cell_context_data(instance, parent_context)
        cells = _of_table(parent_context).get(instance.pk, [])
        drawn = parent_context["table"].drawn_badges
        return context | {"badges": [_drawn(cell, drawn) for cell in cells]}


BADGES = BadgesColumn("translations", label=pgettext_lazy("label", "Translations"), width="14%")


def _drawn(cell: Cell, drawn: dict[tuple[int, str], SafeString]) -> SafeString:
    """Returns the badge of a state in a language, drawn once for all rows of the listing."""
    key = (cell.locale.pk, cell.status)
    if key not in drawn:
        drawn[key] = render_to_string("translation/board/badge.html", {"badge": cell})
    return drawn[key]


def _of_table(context: Any) -> dict[int, list[Cell]]:
    """Returns the badges of the whole listing, loaded when its first cell is rendered."""
    table = context["table"]
    if not hasattr(table, "translation_badges"):
        table.translation_badges = badges(list(table.data), context["request"].user)
        table.drawn_badges = {}
    found: dict[int, list[Cell]] = table.translation_badges
    return found


def badges(pages: list[Page], user: Any) -> dict[int, list[Cell]]:
    """Returns page id → cells to display; a constant number of queries."""
    scope = board_scope_of(user)
    if not scope or not pages:
        return {}
    versions = Listing(pages).versions(user)
    states = states_of(versions)
    found = {}
    for page in pages:
        known = versions.get(page.translation_key, {})
        original = next(iter(known.values()), None)
        if original is not None:
            cells = _cells(original, known, states, scope)
            is_original = original.pk == page.pk
            found[page.pk] = [c for c in cells if is_original or c.page_id == page.pk]
    return found


def _cells(
    original: Any, known: dict[int, Any], states: dict[Place, str], scope: BoardScope
) -> Iterator[Cell]:
    """Yields a cell for each other language in which the user sees the state of the original."""
    for locale in scope.locales:
        if locale.pk == original.locale_id or not scope.sees(original.path, locale.pk):
            continue
        there = known.get(locale.pk)
        if there is None:
            yield Cell(locale, MISSING)
        else:
            state = states.get((there.translation_key, locale.pk), APART)
            yield Cell(locale, state, page_id=there.pk)


class BadgesListingView(ListingView):
    """The explorer's listing with the badges column after the title."""

    base_columns = [
        each
        for column in ListingView.base_columns
        for each in ([column, BADGES] if column.name == AFTER else [column])
    ]


class ExplorerViewSet(PageViewSet):
    """Wagtail's page viewset with badges in its listing and serialized saves."""

    edit_view_class = SerializedEditView
    index_view_class = BadgesListingView
