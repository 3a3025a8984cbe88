"""The workspace's queue: the selected segments in reading order, for up to ten thousand.

Query parameters select them by language, pages or section, and filter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from translation import translation_querysets
from translation.board.board_scope import board_scope_of
from translation.board.original_pages import below
from translation.board.user_tasks import tasks_of
from translation.board.work_package_permissions import visible_packages
from translation.models import (
    EventKind,
    SegmentEvent,
    SegmentRecord,
    State,
    TranslationProgress,
    WorkPackage,
)
from translation.models.segments import STEPS, TO_TRANSLATE
from translation.sync.segment_states import is_prefilled

WAITING, STALE, NEW, RETURNED = "waiting", "stale", "new", "returned"
WARNINGS, DRAFTS, REVIEW, ALL = "warnings", "drafts", "review", "all"

FILTERS = (
    (WAITING, _("Everything pending")),
    (STALE, pgettext_lazy("segments", "Outdated")),
    (NEW, pgettext_lazy("segments", "New")),
    (RETURNED, pgettext_lazy("segments", "Returned")),
    (WARNINGS, _("With warnings")),
    (DRAFTS, pgettext_lazy("segments", "Drafts")),
    (REVIEW, _("To review")),
    (ALL, pgettext_lazy("segments", "All")),
)
# Filter → states of its segments; other filters are not based on states alone.
STATES: dict[str, tuple[str, ...]] = {
    WAITING: TO_TRANSLATE,
    STALE: (State.STALE,),
    NEW: (State.UNTRANSLATED,),
    RETURNED: (),
    WARNINGS: (State.STALE, State.DRAFT, State.REVIEW),
    DRAFTS: (State.DRAFT,),
    REVIEW: (State.REVIEW,),
    ALL: tuple(State.values),
}


@dataclass(frozen=True)
class QueueFilters:
    """The selected language, pages, section and filter."""

    locale: Locale
    filter: str = WAITING
    pages: tuple[int, ...] = ()
    """Page ids, in any language; empty for all."""
    section: Page | None = None
    mine: bool = False
    package: WorkPackage | None = None


def languages(user: Any) -> list[Locale]:
    """Returns the locales the user may translate into: those with rights first, and of both the
    language in which the user reads the admin.
    """
    # One translation of each is enough to know.
    visible = translation_querysets.visible_to(user).filter(target_locale=OuterRef("pk"))
    in_use = set(Locale.objects.filter(Exists(visible.order_by())).values_list("pk", flat=True))
    found = [locale for locale in board_scope_of(user).locales if locale.pk in in_use]
    own = tasks_of(user).translates
    reads = get_language()
    return sorted(found, key=lambda each: (each.pk not in own, each.language_code != reads))


def wanted_by(user: Any, query: QueryDict) -> QueueFilters | None:
    """Returns the selection; None for users without translations. Raises Http404."""
    known = languages(user)
    pages = tuple(int(number) for number in query.getlist("page") if number.isdecimal())
    code = query.get("language") or _language_of(pages)
    chosen = [locale for locale in known if not code or locale.language_code == code]
    if not known:
        return None
    if not chosen:
        raise Http404
    chosen_filter = query.get("filter") or _usual_filter(pages, chosen[0])
    if chosen_filter not in STATES:
        raise Http404
    section = _section(user, query.get("section", ""))
    return QueueFilters(
        chosen[0],
        chosen_filter,
        pages,
        section,
        mine=query.get("mine") == "on",
        package=_package(user, query.get("package", "")),
    )


def _usual_filter(pages: tuple[int, ...], locale: Locale) -> str:
    """Returns the default filter: waiting segments, or all of a single finished page."""
    if len(pages) != 1:
        return WAITING
    key = Page.objects.filter(pk=pages[0]).values("translation_key")
    rows = TranslationProgress.objects.filter(
        translation_key__in=key, locale=locale, translation__enabled=True
    )
    row = rows.order_by("pk").first()
    if row is None or row.is_to_translate:
        return WAITING
    return REVIEW if row.state == State.REVIEW else ALL


def _language_of(pages: tuple[int, ...]) -> str | None:
    if len(pages) != 1:
        return None
    made = Translation.objects.filter(enabled=True)
    page = Page.objects.filter(pk=pages[0]).select_related("locale").first()
    if (
        page is None
        or not made.filter(
            source__object_id=page.translation_key, target_locale=page.locale_id
        ).exists()
    ):
        return None
    return str(page.locale.language_code)


def _package(user: Any, number: str) -> WorkPackage | None:
    """Returns a package; its pages are narrowed to the user's. Raises Http404."""
    if not number.isdecimal():
        return None
    return get_object_or_404(visible_packages(user), pk=number)


def _section(user: Any, number: str) -> Page | None:
    if not number.isdecimal():
        return None
    return board_scope_of(user).originals().filter(pk=number).first()


def chosen_translations(user: Any, wanted: QueueFilters) -> QuerySet[Translation]:
    """Returns the selected translations that the user may edit."""
    found = translation_querysets.visible_to(user).filter(target_locale=wanted.locale)
    if wanted.pages:
        chosen = Page.objects.filter(pk__in=wanted.pages).order_by()
        found = found.filter(source__object_id__in=chosen.values("translation_key"))
    if wanted.section is not None:
        found = translation_querysets.below(found, wanted.section)
    if wanted.package is not None:
        keys = wanted.package.pages.order_by().values("translation_key")
        found = found.filter(source__object_id__in=keys)
    if wanted.mine:
        found = found.filter(source__object_id__in=_own_keys(user, wanted))
    return found


def _own_keys(user: Any, wanted: QueueFilters) -> Any:
    places = tasks_of(user).translates.get(wanted.locale.pk, ())
    return Page.objects.filter(below(places) if places else Q(pk=None)).values("translation_key")


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
    translations = chosen_translations(user, wanted).order_by()
    found = SegmentRecord.objects.filter(is_current=True, translation__in=translations.values("pk"))
    states = Q(state__in=STATES[wanted.filter])
    if wanted.filter == WAITING:
        states |= is_prefilled()
    if wanted.filter in (WAITING, RETURNED):
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
    keys = chosen_translations(user, wanted).order_by().values("source__object_id")
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
