"""The workspace's queue: ids of the selected segments in reading order, for up to ten thousand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wagtail.models import Page

from translation.models import EventKind, SegmentEvent, SegmentRecord, State
from translation.models.segment_event import STEPS
from translation.workspace import query_parameters as wants
from translation.workspace.query_parameters import QueueFilters

# One-letter codes of the states, which keep a response with ten thousand segments small.
LETTERS: dict[str, str] = {
    State.UNTRANSLATED: "n",
    State.STALE: "s",
    State.DRAFT: "d",
    State.REVIEW: "r",
    State.APPROVED: "a",
}
# Sorts after all page paths.
LAST = "~"


@dataclass
class QueuedPage:
    """A page or snippet with its segments. Ids are those of `SegmentRecord`."""

    translation_id: int
    title: str
    ids: list[int] = field(default_factory=list)
    states: str = ""
    """One letter for each id."""

    def only(self, wanted: set[int]) -> "QueuedPage":
        """Returns the page with only the segments in `wanted`."""
        kept = [
            (pk, letter) for pk, letter in zip(self.ids, self.states, strict=True) if pk in wanted
        ]
        letters = "".join(letter for _pk, letter in kept)
        return QueuedPage(self.translation_id, self.title, [pk for pk, _letter in kept], letters)


def records(user: Any, wanted: QueueFilters) -> QuerySet[SegmentRecord]:
    """Returns the unordered records that the user may read, including locked pages."""
    translations = wants.translations(user, wanted).order_by()
    found = SegmentRecord.objects.filter(is_current=True, translation__in=translations.values("pk"))
    states = Q(state__in=wants.STATES[wanted.filter])
    if wanted.filter in (wants.WAITING, wants.RETURNED):
        # Drafts are included once they were returned by a reviewer.
        return found.filter(states | (Q(state=State.DRAFT) & is_returned()))
    return found.filter(states)


def is_returned() -> Q:
    """Returns a filter for records returned by a reviewer and unchanged since."""
    later = SegmentEvent.objects.filter(
        record=OuterRef("record"), kind__in=STEPS, pk__gt=OuterRef("pk")
    )
    last = SegmentEvent.objects.filter(~Exists(later), kind=EventKind.RETURNED)
    return Q(pk__in=last.values("record"))


def queue(user: Any, wanted: QueueFilters) -> list[QueuedPage]:
    """Returns the pages in tree order, then snippets, segments in reading order; two queries."""
    rows = records(user, wanted).values_list(
        "translation_id",
        "order",
        "pk",
        "state",
        "translation__source__object_id",
        "translation__source__object_repr",
    )
    return _by_page(list(rows), _paths(user, wanted))


def _paths(user: Any, wanted: QueueFilters) -> dict[Any, tuple[str, str]]:
    """Returns translation key → path of the page, and its title."""
    keys = wants.translations(user, wanted).order_by().values("source__object_id")
    pages = Page.objects.filter(locale=wanted.locale, translation_key__in=keys).order_by()
    rows = pages.values_list("translation_key", "path", "draft_title")
    return {key: (path, title) for key, path, title in rows}


def _by_page(rows: Iterable[Any], paths: dict[Any, tuple[str, str]]) -> list[QueuedPage]:
    pages: dict[int, QueuedPage] = {}
    order: dict[int, str] = {}
    for translation_id, _order, pk, state, key, title in sorted(rows):
        page = pages.get(translation_id)
        if page is None:
            path, own_title = paths.get(key, (LAST, title))
            page = pages[translation_id] = QueuedPage(translation_id, own_title)
            order[translation_id] = path
        page.ids.append(pk)
        page.states += LETTERS[state]
    return sorted(
        pages.values(), key=lambda page: (order[page.translation_id], page.translation_id)
    )
