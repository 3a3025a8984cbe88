"""Moves a closed conference into the archive, and back, in a background job.

A conference is moved with all its pages in all languages, each below the archive of its own tree,
in one transaction. `core.routing.former_addresses` records the former addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wagtail.actions.move_page import MovePageAction
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

from conference.models import ConferencePage
from core.dates.formatting import format_date, last_day
from core.languages.language_names import language_name
from core.text.text_joining import listed
from jobs import job
from jobs.progress import Progress

ARCHIVED = "conference.archive"
RESTORED = "conference.restore"
# The number of siblings recorded on each side; one that still exists is enough.
NEIGHBOURS = 20


def move_away(page: Page, destination: Page, user: Any) -> None:
    """Moves the page below `destination` and logs its former position."""
    neighbours = _neighbours(page)
    _move(page, destination, "last-child", user)
    log(instance=page, action=ARCHIVED, user=user, data=neighbours)


def move_back(page: Page, destination: Page, user: Any) -> None:
    """Moves the page beside its former siblings, or behind all others if none is left."""
    target, position = _former_position(page, destination)
    _move(page, target, position, user)
    log(instance=page, action=RESTORED, user=user)


def _neighbours(page: Page) -> dict[str, list[int]]:
    """Returns the ids of the siblings before and after `page`, the nearest first."""
    siblings = list(page.get_siblings().order_by("path").values_list("pk", flat=True))
    place = siblings.index(page.pk)
    before, after = siblings[:place], siblings[place + 1 :]
    return {"before": before[::-1][:NEIGHBOURS], "after": after[:NEIGHBOURS]}


def _former_position(page: Page, destination: Page) -> tuple[Page, str]:
    entries = PageLogEntry.objects.filter(page_id=page.pk, action=ARCHIVED)
    entry = entries.order_by("-timestamp", "-pk").first()
    neighbours: dict[str, list[int]] = entry.data if entry else {}
    for side, position in (("after", "left"), ("before", "right")):
        known = neighbours.get(side, [])
        present = {
            sibling.pk: sibling for sibling in destination.get_children().filter(pk__in=known)
        }
        for pk in known:
            if pk in present:
                return present[pk], position
    return destination, "last-child"


def _move(page: Page, target: Page, position: str, user: Any) -> None:
    """Moves the page; both are fetched again, since earlier moves change tree paths."""
    page, target = Page.objects.get(pk=page.pk), Page.objects.get(pk=target.pk)
    MovePageAction(page, target, pos=position, user=user).execute(skip_permission_checks=True)


Report = Callable[["Step"], None]
"""Called after each language; may raise, and then nothing is moved."""


class RefusedError(Exception):
    """The conference cannot be moved; the message explains it to the editor."""


@dataclass(frozen=True)
class Step:
    """The conference in one language, and its new parent."""

    page: ConferencePage
    source: Page
    destination: Page

    @property
    def language(self) -> str:
        """The language's name."""
        return language_name(self.page.locale.language_code)

    @property
    def page_count(self) -> int:
        """The number of pages that are moved."""
        return int(Page.objects.descendant_of(self.page, inclusive=True).count())


def steps_into_archive(conference: ConferencePage) -> list[Step]:
    """Returns the moves of archiving, the original first; none if all is archived already.

    Raises RefusedError.
    """
    if not conference.schedule.is_over:
        closing = format_date(last_day(conference.schedule.ends_at))
        message = gettext(
            "This conference closes on %(date)s. It can be archived once it is closed."
        )
        raise RefusedError(message % {"date": closing})
    pages = conference.in_every_language()
    return _steps([page for page in pages if not page.in_archive], _archive_beside)


def steps_out_of_archive(conference: ConferencePage) -> list[Step]:
    """Returns the moves out of the archive, the original first; none if none is archived.

    Raises RefusedError.
    """
    pages = conference.in_every_language()
    archived = [page for page in pages if page.in_archive]
    return _steps(archived, lambda page: page.get_parent().get_parent())


def check_rights(user: Any, steps: list[Step]) -> None:
    """Checks the permission to move the original; translations follow, as in Wagtail's own move.

    Raises PermissionDenied.
    """
    first = steps[0]
    if not first.page.permissions_for_user(user).can_move_to(first.destination):
        raise PermissionDenied


@transaction.atomic
def archive(steps: list[Step], user: Any, report: Report) -> None:
    """Moves all pages into the archive and calls `report` after each step."""
    for step in steps:
        move_away(step.page, step.destination, user)
        report(step)


@transaction.atomic
def restore(steps: list[Step], user: Any, report: Report) -> None:
    """Moves all pages back to their former position and calls `report` after each step."""
    for step in steps:
        move_back(step.page, step.destination, user)
        report(step)


def _archive_beside(page: Page) -> Page | None:
    archives = apps.get_model("capacity", "ArchivePage").objects
    found: Page | None = archives.child_of(page.get_parent()).first()
    return found


def _steps(
    pages: list[ConferencePage], destination_of: Callable[[Page], Page | None]
) -> list[Step]:
    """Returns the moves, one per language. Raises RefusedError if one is impossible."""
    steps: list[Step] = []
    homeless: list[ConferencePage] = []
    crowded: list[ConferencePage] = []
    for page in pages:
        destination = destination_of(page)
        if destination is None or (page.live and not destination.live):
            homeless.append(page)
        elif not Page._slug_is_available(page.slug, destination, page=page):
            crowded.append(page)
        else:
            steps.append(Step(page, page.get_parent(), destination))
    _refuse(homeless, crowded)
    return steps


def _refuse(homeless: list[ConferencePage], crowded: list[ConferencePage]) -> None:
    if homeless:
        message = gettext(
            "The page that the conference would move below is missing, or not published, in: "
            "%(languages)s. Nothing is moved before it is there."
        )
        raise RefusedError(message % {"languages": _languages(homeless)})
    if crowded:
        message = gettext(
            "Another page has the address “%(slug)s” there already, in: %(languages)s. "
            "Change one of the two first."
        )
        raise RefusedError(message % {"slug": crowded[0].slug, "languages": _languages(crowded)})


def _languages(pages: list[ConferencePage]) -> str:
    return listed(language_name(page.locale.language_code) for page in pages)


ARCHIVE = "archive-conference"
RESTORE = "restore-conference"

Plan = Callable[[ConferencePage], list[Step]]
Move = Callable[[list[Step], Any, Report], None]


@job(ARCHIVE, _("Archiving a conference"))
def archive_conference(progress: Progress, *, conference_id: int) -> None:
    """Job: moves the conference into the archive."""
    _run(progress, conference_id, steps_into_archive, archive)


@job(RESTORE, _("Taking a conference out of the archive"))
def restore_conference(progress: Progress, *, conference_id: int) -> None:
    """Job: moves the conference out of the archive."""
    _run(progress, conference_id, steps_out_of_archive, restore)


def _run(progress: Progress, conference_id: int, plan: Plan, move: Move) -> None:
    """Moves all in one transaction; idempotent; validates again, since the content may have
    changed.

    Progress becomes visible to others only at the end: 1,000 pages in three languages take one or
    two seconds (docs/decisions.md).
    """
    conference = ConferencePage.objects.get(pk=conference_id)
    owner = progress.job.owner
    try:
        with transaction.atomic():
            steps = plan(conference)
            if steps:
                check_rights(owner, steps)
                counts = {step.page.pk: step.page_count for step in steps}
                progress.set_total(sum(counts.values()))
                move(steps, owner, lambda step: progress.advance(counts[step.page.pk]))
    except RefusedError as refusal:
        progress.add_line(str(refusal))
        raise
    for step in steps:
        progress.add_line(_summary(step))
    parent = ConferencePage.objects.get(pk=conference_id).get_parent()
    progress.set_result_url(reverse("wagtailadmin_explore", args=[parent.pk]))


def _summary(step: Step) -> str:
    page = Step(ConferencePage.objects.get(pk=step.page.pk), step.source, step.destination)
    count = page.page_count
    message = ngettext(
        "%(language)s: %(count)d page moved", "%(language)s: %(count)d pages moved", count
    )
    return message % {"language": step.language, "count": count}
