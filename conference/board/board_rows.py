"""The rows of the conference board: a page of the conference, and a cell for each language."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.models import Locale, Page, Revision

from conference.board.missing_fields import missing_fields
from conference.models import ConferencePage
from translation.board.board_scope import BoardScope
from translation.models import State, TranslationProgress


class Standing(TextChoices):
    """Of one page in one language, towards the public."""

    NONE = "none", pgettext_lazy("standing of a page in a language", "Not there")
    DRAFT = "draft", pgettext_lazy("standing of a page in a language", "Draft")
    CHANGED = "changed", _("Published, with a newer draft")
    LIVE = "live", pgettext_lazy("standing of a page in a language", "Published")


@dataclass(frozen=True)
class Cell:
    """One page in one language. Instants are in UTC."""

    locale: Locale
    page: Any = None
    standing: Standing = Standing.NONE
    is_seen: bool = True
    """False where the user may not know of drafts there."""
    url: str = ""
    """Of its editor, or of handing the page to translators where it is not there yet."""
    missing: list[str] = field(default_factory=list)
    """Required fields that are empty in the draft."""
    words_left: int = 0
    segments: int = 0
    """Sentences and other segments of a translation; 0 for an original."""
    segments_done: int = 0
    """Those that are translated and up to date."""
    is_stale: bool = False
    has_entries: bool = False
    """Whether its translators have saved texts that no revision of the page has."""
    in_review: str = ""
    """The step of the workflow that it waits at."""
    goes_live_at: datetime | None = None
    expires_at: datetime | None = None

    @property
    def is_there(self) -> bool:
        """Return whether the page exists in this language."""
        return self.page is not None

    @property
    def is_missing(self) -> bool:
        """Return whether the page is not there, and the user may know it."""
        return self.is_seen and not self.is_there

    @property
    def is_waiting(self) -> bool:
        """Whether there is something that could be published."""
        return self.standing in (Standing.DRAFT, Standing.CHANGED) or self.has_entries

    @property
    def is_complete(self) -> bool:
        """Return whether nothing is missing, left to translate or stale."""
        return not (self.missing or self.words_left or self.is_stale)


@dataclass(frozen=True)
class Row:
    """A page of the conference with its cells, one for each language."""

    original: Any
    level: int
    """0 for the conference itself."""
    cells: list[Cell]

    @property
    def title(self) -> str:
        """Return the title of the original's latest draft."""
        return str(self.original.draft_title or self.original.title)


@dataclass(frozen=True)
class Board:
    """The table of the conference board."""

    conference: ConferencePage
    """The original."""
    locales: list[Locale]
    rows: list[Row]

    @property
    def cells(self) -> list[Cell]:
        """Return the cells of existing pages that the user may see."""
        return [cell for row in self.rows for cell in row.cells if cell.is_seen and cell.is_there]

    @property
    def missing_translations(self) -> int:
        """Return how many pages are not there in a language of the board."""
        return sum(cell.is_missing for row in self.rows for cell in row.cells)


@dataclass(frozen=True)
class _Known:
    """What the database knows of the pages of a conference, in all languages."""

    pages: dict[tuple[UUID, int], Any]
    progress: dict[tuple[UUID, int], TranslationProgress]
    scheduled: dict[str, Revision]
    reach: BoardScope
    may_submit: bool


def board_of(conference: ConferencePage, reach: BoardScope) -> Board:
    """`conference`: an original that is among `reach.originals()`.

    The same number of queries for any number of pages and languages.
    """
    below = reach.originals().filter(path__startswith=conference.path)
    originals = list(below.select_related("locale"))
    known = _known([page.translation_key for page in originals], reach)
    languages = [locale for locale in reach.locales if locale.pk != conference.locale_id]
    locales = [conference.locale, *languages]
    rows = [
        Row(page, page.depth - conference.depth, [_cell(page, locale, known) for locale in locales])
        for page in originals
    ]
    return Board(conference, locales, rows)


def _known(keys: list[UUID], reach: BoardScope) -> _Known:
    found = Page.objects.filter(translation_key__in=keys, alias_of=None)
    found = found.select_related("locale", "content_type", "latest_revision", "locked_by")
    pages = list(found.prefetch_workflow_states())
    rows = TranslationProgress.objects.filter(translation_key__in=keys, translation__enabled=True)
    ids = [str(page.pk) for page in pages]
    due = Revision.page_revisions.filter(object_id__in=ids, approved_go_live_at__isnull=False)
    return _Known(
        pages={(page.translation_key, page.locale_id): page for page in pages},
        progress={(row.translation_key, row.locale_id): row for row in rows},
        scheduled={revision.object_id: revision for revision in due.defer("content")},
        reach=reach,
        may_submit=reach.user.has_perm("wagtail_localize.submit_translation"),
    )


def _cell(original: Page, locale: Locale, known: _Known) -> Cell:
    page = known.pages.get((original.translation_key, locale.pk))
    reach = known.reach
    is_original = locale.pk == original.locale_id
    if page is None:
        may_hand_over = known.may_submit and reach.sees(original.path, locale.pk)
        url = reverse("wagtail_localize:submit_page_translation", args=[original.pk])
        return Cell(locale, url=url if may_hand_over else "")
    if not (
        reach.works_at(page.path) or (not is_original and reach.sees(original.path, locale.pk))
    ):
        standing = Standing.LIVE if page.live else Standing.NONE
        return Cell(locale, page if page.live else None, standing, is_seen=False)
    progress = None if is_original else known.progress.get((page.translation_key, locale.pk))
    scheduled = known.scheduled.get(str(page.pk))
    return Cell(
        locale,
        page,
        _standing(page),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]) if reach.works_at(page.path) else "",
        missing=missing_fields(page),
        words_left=progress.words_left if progress else 0,
        segments=progress.segments if progress else 0,
        segments_done=progress.segments_done if progress else 0,
        is_stale=bool(progress and progress.state == State.STALE),
        has_entries=bool(progress and progress.draft),
        in_review=_review(page),
        goes_live_at=scheduled.approved_go_live_at if scheduled else None,
        expires_at=page.expire_at,
    )


def _standing(page: Page) -> Standing:
    if not page.live:
        return Standing.DRAFT
    return Standing.CHANGED if page.has_unpublished_changes else Standing.LIVE


def _review(page: Any) -> str:
    """The name of the step; empty where the page is in no review."""
    for state in page._current_workflow_states:
        if state.status == state.STATUS_IN_PROGRESS and state.current_task_state is not None:
            return str(state.current_task_state.task.name)
    return ""
