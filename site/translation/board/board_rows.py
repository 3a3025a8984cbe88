"""Rows of the translation board: an original page with one cell for each language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from wagtail.models import Locale, Page

from translation.board.board_scope import BoardScope
from translation.board.original_pages import (
    APART,
    MISSING,
    asked_for,
    counterparts_of,
    holder_of,
    with_progress,
)
from translation.models import State

ORIGINAL = "original"
HIDDEN = "hidden"
STATUSES = [
    *State.choices,
    (MISSING, pgettext_lazy("standing of a page in a language", "Missing")),
    (APART, pgettext_lazy("standing of a page in a language", "Independent")),
]
LABELS = {
    **dict(STATUSES),
    ORIGINAL: pgettext_lazy("standing of a page in a language", "Original"),
    HIDDEN: "",
}
Place = tuple[UUID, int]


@dataclass(frozen=True)
class Cell:
    """The state of one page in one language."""

    locale: Locale
    status: str
    page_id: int | None = None
    """The id of the page in that language, if it exists."""
    url: str = ""
    """The URL for continuing the work, for this user."""
    is_live: bool = False
    words_left: int = 0
    stale_days: int | None = None
    holder: str = ""
    asked: int = 0

    @property
    def label(self) -> str:
        """The translated name of the state."""
        return str(LABELS[self.status])

    @property
    def is_shown(self) -> bool:
        """Whether the user may see the state."""
        return self.status != HIDDEN

    @property
    def is_work(self) -> bool:
        """Whether the cell has details to display in addition to the state."""
        return self.status not in (HIDDEN, ORIGINAL)


@dataclass(frozen=True)
class Row:
    """One original page or snippet with its cells."""

    original: Any
    url: str
    """The edit URL of the original, for users who may edit it."""
    cells: list[Cell]

    @property
    def title(self) -> str:
        """The title of the original."""
        return str(self.original)


def rows(
    pages: Sequence[Page],
    locales: Sequence[Locale],
    scope: BoardScope,
    *,
    with_people: bool = True,
) -> list[Row]:
    """Returns a row for each original in `pages`, with one query for any number of them.

    Reader request counts are included if the pages come from `original_pages.with_asked`.
    """
    found = with_progress(counterparts_of(pages), with_people=with_people)
    known = {(page.translation_key, page.locale_id): page for page in found}
    may_submit = scope.user.has_perm("wagtail_localize.submit_translation")
    return [
        Row(
            page,
            _edit_url(page) if scope.works_at(page.path) else "",
            [_cell(page, locale, known, scope, may_submit=may_submit) for locale in locales],
        )
        for page in pages
    ]


def _cell(
    page: Page,
    locale: Locale,
    known: dict[Place, Any],
    scope: BoardScope,
    *,
    may_submit: bool,
) -> Cell:
    if locale.pk == page.locale_id:
        return Cell(locale, ORIGINAL)
    if not scope.sees(page.path, locale.pk):
        return Cell(locale, HIDDEN)
    there = known.get((page.translation_key, locale.pk))
    asked = asked_for(page, locale)
    if there is None:
        url = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        return Cell(locale, MISSING, url=url if may_submit else "", asked=asked)
    return Cell(
        locale,
        there.state or APART,
        page_id=there.pk,
        url=_edit_url(there) if scope.works_at(there.path) else "",
        is_live=there.live,
        words_left=there.words_left or 0,
        stale_days=(timezone.now() - there.stale_since).days if there.stale_since else None,
        holder=holder_of(there),
        asked=asked,
    )


def _edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
