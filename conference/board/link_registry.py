"""Links on the conference board: its own actions, and those that other apps register.

An app registers in `AppConfig.ready()`, for example a link to the contributions of a conference.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference.decisions.cancel_and_extend import may_cancel, may_extend
from conference.models import ConferencePage


@dataclass(frozen=True)
class Link:
    """A link on the board: its URL and its label."""

    url: str
    label: str | Promise


# What is asked for a conference (the original) and a user; None where there is nothing to lead to.
Factory = Callable[[ConferencePage, Any], Link | None]

_factories: list[Factory] = []


def register(factory: Factory) -> None:
    """A further link on the board of each conference for which `factory` gives one."""
    if factory not in _factories:
        _factories.append(factory)


def links_of(conference: ConferencePage, user: Any) -> list[Link]:
    """In the order in which they are offered."""
    found = [
        *_of_the_conference(conference, user),
        *(make(conference, user) for make in _factories),
    ]
    return [link for link in found if link is not None]


def _of_the_conference(conference: ConferencePage, user: Any) -> list[Link | None]:
    return [
        _extend(conference, user),
        _cancel(conference, user),
        _archive(conference, user),
        *_public(conference),
        Link(reverse("wagtailadmin_explore", args=[conference.pk]), _("Pages in the explorer")),
    ]


def _extend(conference: ConferencePage, user: Any) -> Link | None:
    if not may_extend(user, conference):
        return None
    return Link(
        _and_back("conference_extend", conference), pgettext_lazy("a conference", "Extend…")
    )


def _cancel(conference: ConferencePage, user: Any) -> Link | None:
    if not may_cancel(user, conference):
        return None
    return Link(_and_back("conference_cancel", conference), _("Cancel the conference…"))


def _and_back(name: str, conference: ConferencePage) -> str:
    """Returns the URL of a view that leads back to the board when it is done."""
    board = reverse("conference_board", args=[conference.pk])
    return f"{reverse(name, args=[conference.pk])}?{urlencode({'next': board})}"


def _archive(conference: ConferencePage, user: Any) -> Link | None:
    if not conference.permissions_for_user(user).can_move():
        return None
    if conference.in_archive:
        address = reverse("conference_archive:restore", args=[conference.pk])
        return Link(address, _("Take out of the archive…"))
    if not conference.schedule.is_over:
        return None
    address = reverse("conference_archive:archive", args=[conference.pk])
    return Link(address, pgettext_lazy("a conference", "Archive…"))


def _public(conference: ConferencePage) -> list[Link | None]:
    """What readers have; of a draft there is none."""
    url = conference.get_url() if conference.live else None
    if not url:
        return []
    return [
        Link(url, _("View the conference")),
        Link(urljoin(url, "print/all/"), _("Print all pages")),
        Link(
            urljoin(url, "calendar.ics"),
            pgettext_lazy("file with the dates of a conference", "Calendar"),
        ),
    ]
