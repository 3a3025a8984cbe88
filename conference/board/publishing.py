"""Publishes the pages of a conference that are complete, and says why the others cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page

from conference.board.board_rows import Board, Cell, board_of
from conference.models import ConferencePage
from core.admin import page_hiding_rules
from core.dates.formatting import format_instant
from core.languages.language_names import language_name
from core.pages.publish_validation import find_refusal, refusal_from
from core.text.text_joining import clauses, listed
from jobs.progress import Progress
from jobs.registry import job
from translation import translation_querysets, upstream
from translation.board.board_scope import board_scope_of
from translation.checks.check_results import CheckResults, check_segments
from translation.checks.translation_segments import segments_of
from translation.sync import segment_states


@dataclass(frozen=True)
class Item:
    """A page in one language that has something to publish."""

    page: Any
    language: str
    is_original: bool
    url: str
    """Of its editor."""
    reasons: list[str] = field(default_factory=list)
    """Why it does not go out; empty where it does."""
    warnings: int = 0
    """What the checks of its translation say, without stopping it."""

    @property
    def title(self) -> str:
        """Return the title of the page's latest draft."""
        return str(self.page.draft_title or self.page.title)

    @property
    def stamp(self) -> list[int]:
        """Names this very draft: who has confirmed it has not confirmed a later one."""
        return [self.page.pk, self.page.latest_revision_id or 0]


@dataclass(frozen=True)
class Plan:
    """The pages of a conference, divided into those that can be published and the others."""

    items: list[Item]
    """Originals first, each before the pages below it."""

    @property
    def going(self) -> list[Item]:
        """Return the items that can be published now."""
        return [item for item in self.items if not item.reasons]

    @property
    def staying(self) -> list[Item]:
        """Return the items that cannot be published; each has its reasons."""
        return [item for item in self.items if item.reasons]

    @property
    def stamps(self) -> list[list[int]]:
        """Return the stamps of the items to publish, to be compared when the form is submitted."""
        return [item.stamp for item in self.going]


def plan(board: Board, user: Any) -> Plan:
    """Asks `core.pages.publish_validation` about each page; so it costs queries for each."""
    return _Planning(board, user).run()


class _Planning:
    def __init__(self, board: Board, user: Any) -> None:
        self.board = board
        self.user = user
        self.public = {cell.page.path for cell in board.cells if cell.page.live}
        """Tree paths of pages that are live, or will be."""
        self.public.add(board.conference.path[: -board.conference.steplen])
        self.originals: set[Any] = set()
        """Translation keys of originals that are live, or will be."""

    def run(self) -> Plan:
        originals = [row.cells[0] for row in self.board.rows]
        others = [cell for row in self.board.rows for cell in row.cells[1:]]
        seen = [cell for cell in (*originals, *others) if cell.is_seen and cell.is_there]
        verdicts = self._verdicts(seen)
        items = []
        for cell in seen:
            if cell.is_waiting:
                key = cell.page.translation_key, cell.page.locale_id
                items.append(self._item(cell, verdicts.get(key)))
            if cell.page.path in self.public and _is_original(cell, self.board):
                self.originals.add(cell.page.translation_key)
        return Plan(items)

    def _verdicts(self, cells: list[Cell]) -> dict[Any, CheckResults]:
        """What the checks say of the translations that wait; four queries for all."""
        keys = [cell.page.pk for cell in cells if cell.is_waiting]
        translations = translation_querysets.of_pages(Page.objects.filter(pk__in=keys))
        found: dict[Any, list[Any]] = {}
        for segment in segments_of(translations):
            found.setdefault((segment.key, segment.locale_id), []).append(segment)
        return {key: check_segments(segments) for key, segments in found.items()}

    def _item(self, cell: Cell, verdict: CheckResults | None) -> Item:
        is_original = _is_original(cell, self.board)
        reasons = list(self._reasons(cell, verdict, is_original=is_original))
        if not reasons:
            self.public.add(cell.page.path)
        return Item(
            cell.page,
            language_name(cell.page.locale.language_code),
            is_original,
            cell.url,
            reasons,
            warnings=verdict.warnings if verdict else 0,
        )

    def _reasons(
        self, cell: Cell, verdict: CheckResults | None, *, is_original: bool
    ) -> Iterator[str]:
        """What stands in the way; the dear question is asked where nothing else does."""
        found = [*_held(cell, self.user), *self._place(cell, is_original=is_original), *_gaps(cell)]
        if verdict is not None and verdict.errors:
            message = ngettext(
                "The checks find %(count)d error.",
                "The checks find %(count)d errors.",
                verdict.errors,
            )
            found.append(message % {"count": verdict.errors})
        if not found:
            refusal = find_refusal(cell.page, content=content_to_publish(cell.page))
            found = [refusal.reasons] if refusal else []
        yield from found

    def _place(self, cell: Cell, *, is_original: bool) -> Iterator[str]:
        above = cell.page.path[: -cell.page.steplen]
        is_part = cell.page.depth > self.board.conference.depth
        if is_part and above not in self.public:
            yield gettext("The page above it is not published.")
        if not is_original and cell.page.translation_key not in self.originals:
            yield gettext("Its original is not published.")


def content_to_publish(page: Page) -> Any:
    """What would go out: a translation as its translators have saved it, else the latest draft."""
    return upstream.as_translated(page)


def _held(cell: Cell, user: Any) -> Iterator[str]:
    page = cell.page
    if not page_hiding_rules.restrict(page.permissions_for_user(user)).can_publish():
        yield gettext("You may not publish it.")
    lock = page.get_lock()
    if cell.in_review:
        yield gettext("It is in review: %(task)s.") % {"task": cell.in_review}
    elif lock is not None and lock.for_user(user):
        yield gettext("It is locked.")
    if cell.goes_live_at:
        yield gettext("It goes live by itself, on %(instant)s.") % {
            "instant": format_instant(cell.goes_live_at)
        }


def _gaps(cell: Cell) -> Iterator[str]:
    if cell.missing:
        yield pgettext("fields without content", "Missing: %(fields)s.") % {
            "fields": listed(cell.missing)
        }
    if cell.words_left:
        message = ngettext(
            "%(count)d word is still to be translated.",
            "%(count)d words are still to be translated.",
            cell.words_left,
        )
        yield message % {"count": cell.words_left}
    elif cell.is_stale:
        yield gettext("Its original has changed since it was translated.")


def _is_original(cell: Cell, board: Board) -> bool:
    return bool(cell.locale.pk == board.conference.locale_id)


KIND = "publish-conference"


@job(KIND, _("Publishing a conference"))
def publish_conference(progress: Progress, *, conference_id: int, stamps: list[list[int]]) -> None:
    """`stamps` name the drafts that were confirmed (`publish_plan.Item.stamp`).

    Each page goes out by itself, after all is asked anew; one that no longer may is named and
    stays as it is. Done again, it does what is missing.
    """
    owner: Any = progress.job.owner
    conference = ConferencePage.objects.get(pk=conference_id)
    confirmed = {tuple(stamp) for stamp in stamps}
    known = plan(board_of(conference, board_scope_of(owner)), owner)
    items = [item for item in known.items if tuple(item.stamp) in confirmed]
    published = 0
    for item in progress.track(items, len(items)):
        reason = clauses(item.reasons) or _publish(item, owner)
        if reason:
            message = gettext("“%(title)s” (%(language)s) was not published. %(reasons)s")
            progress.add_line(
                message % {"title": item.title, "language": item.language, "reasons": reason}
            )
        else:
            published += 1
    progress.add_line(gettext("Pages published: %(number)s") % {"number": published})
    left = len(confirmed) - len(items)
    if left:
        message = gettext(
            "Pages left out, because they have been published or changed since: %(number)s"
        )
        progress.add_line(message % {"number": left})
    progress.set_result_url(reverse("conference_board", args=[conference.pk]))


def _publish(item: Item, user: Any) -> str:
    page = Page.objects.get(pk=item.page.pk).specific
    # Its original may have gone out a moment ago, with texts that nobody has translated yet.
    if not item.is_original and not segment_states.is_complete(page):
        return gettext("Its original has changed since it was translated.")
    try:
        with transaction.atomic():
            _revision(page, item, user).publish(user=user)
    except ValidationError as error:
        return refusal_from(page, error).reasons
    return ""


def _revision(page: Any, item: Item, user: Any) -> Any:
    if item.is_original or upstream.translation_into(page) is None:
        latest = page.get_latest_revision()
        return latest or page.save_revision(user=user, log_action=True)
    return content_to_publish(page).save_revision(user=user, log_action=True)
