"""Moves a closed conference into the archive, and back.

A conference is moved with all its pages in all languages, each below the archive of its own tree,
in one transaction. `core.routing.former_address_records` records the former addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from wagtail.models import Page

from conference.archiving import former_position
from conference.models import ConferencePage
from core.dates.formatting import format_date, last_day
from core.languages.language_names import language_name
from core.text.phrases import listed

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
    return _steps([page for page in pages if page.in_archive], _page_above_archive)


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
        former_position.move_away(step.page, step.destination, user)
        report(step)


@transaction.atomic
def restore(steps: list[Step], user: Any, report: Report) -> None:
    """Moves all pages back to their former position and calls `report` after each step."""
    for step in steps:
        former_position.move_back(step.page, step.destination, user)
        report(step)


def _archive_beside(page: Page) -> Page | None:
    archives = apps.get_model("capacity", "ArchivePage").objects
    found: Page | None = archives.child_of(page.get_parent()).first()
    return found


def _page_above_archive(page: Page) -> Page | None:
    above: Page | None = page.get_parent().get_parent()
    return above


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
