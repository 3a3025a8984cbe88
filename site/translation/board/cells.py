"""The rows of the board: an original, and a cell for each language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail.models import Locale, Page

from translation.board.holders import holders
from translation.board.originals import APART, MISSING, counterparts, kept_up
from translation.board.reach import Reach
from translation.models import AskedTranslation, Parity, State

ORIGINAL = "original"
HIDDEN = "hidden"
STATUSES = [*State.choices, (MISSING, _("Missing")), (APART, _("Kept apart"))]
LABELS = {**dict(STATUSES), ORIGINAL: _("Original"), HIDDEN: ""}
Place = tuple[UUID, int]


@dataclass(frozen=True)
class Cell:
    """One page in one language."""

    locale: Locale
    status: str
    page_id: int | None = None
    """Of the page in that language, where there is one."""
    url: str = ""
    """Where the user can go on with it."""
    is_live: bool = False
    words_left: int = 0
    stale_days: int | None = None
    holder: str = ""
    asked: int = 0

    @property
    def label(self) -> str:
        return str(LABELS[self.status])

    @property
    def is_shown(self) -> bool:
        return self.status != HIDDEN

    @property
    def is_work(self) -> bool:
        """Whether there is anything to tell beside the state."""
        return self.status not in (HIDDEN, ORIGINAL)


@dataclass(frozen=True)
class Row:
    original: Page
    url: str
    """Of the original's editor, for those who may edit it."""
    cells: list[Cell]


@dataclass(frozen=True)
class Known:
    """What the database knows of some originals, by key and language."""

    pages: dict[Place, Page]
    parities: dict[Place, Parity]
    asked: dict[Place, int]
    holders: dict[Place, str]
    now: datetime


def rows(
    pages: Sequence[Page], locales: Sequence[Locale], reach: Reach, *, with_people: bool = True
) -> list[Row]:
    """`pages`: originals. Five queries for any number of them."""
    known = _known({page.translation_key for page in pages}, with_people=with_people)
    may_submit = reach.user.has_perm("wagtail_localize.submit_translation")
    return [
        Row(
            page,
            _edit_url(page) if reach.works_at(page.path) else "",
            [_cell(page, locale, known, reach, may_submit=may_submit) for locale in locales],
        )
        for page in pages
    ]


def _known(keys: set[UUID], *, with_people: bool) -> Known:
    pages = list(
        counterparts()
        .filter(translation_key__in=keys)
        .select_related("locked_by")
        .only("translation_key", "locale", "path", "live", "locked", "locked_by")
    )
    asked = AskedTranslation.objects.filter(translation_key__in=keys)
    return Known(
        {(page.translation_key, page.locale_id): page for page in pages},
        {(row.translation_key, row.locale_id): row for row in _parities(keys)},
        {(row.translation_key, row.locale_id): row.times for row in asked},
        holders(pages) if with_people else {},
        timezone.now(),
    )


def _parities(keys: set[UUID]) -> QuerySet[Parity]:
    return kept_up().filter(translation_key__in=keys)


def _cell(page: Page, locale: Locale, known: Known, reach: Reach, *, may_submit: bool) -> Cell:
    place = (page.translation_key, locale.pk)
    if locale.pk == page.locale_id:
        return Cell(locale, ORIGINAL)
    if not reach.sees(page.path, locale.pk):
        return Cell(locale, HIDDEN)
    there = known.pages.get(place)
    asked = known.asked.get(place, 0)
    if there is None:
        return Cell(locale, MISSING, url=_submit_url(page) if may_submit else "", asked=asked)
    return _cell_of(there, locale, known, reach, asked)


def _cell_of(there: Page, locale: Locale, known: Known, reach: Reach, asked: int) -> Cell:
    place = (there.translation_key, locale.pk)
    parity = known.parities.get(place)
    since = parity.stale_since if parity else None
    return Cell(
        locale,
        parity.state if parity else APART,
        page_id=there.pk,
        url=_edit_url(there) if reach.works_at(there.path) else "",
        is_live=there.live,
        words_left=parity.words_left if parity else 0,
        stale_days=(known.now - since).days if since else None,
        holder=known.holders.get(place, ""),
        asked=asked,
    )


def _edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _submit_url(page: Page) -> str:
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])
