"""Remembers a page's position among its siblings in its log, to restore it from the archive."""

from typing import Any

from wagtail.actions.move_page import MovePageAction
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

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
