"""Milestones of a conference: announced, open, extended, closed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext, pgettext

from conference.models import ConferencePage
from conference.schedule import Schedule, State


@dataclass(frozen=True)
class Milestone:
    """The latest milestone of a conference.

    `key` identifies it within the conference; `began` is the UTC instant at which it was reached,
    None if unknown. `title` is a sentence with the conference's title.
    """

    key: str
    began: datetime | None
    title: str


def began(schedule: Schedule, state: State) -> datetime | None:
    """Returns when `state`, the present one, began (UTC); None if the dates do not tell."""
    soon = schedule.ends_at - timedelta(days=settings.CLOSING_SOON_DAYS)
    return {
        State.UPCOMING: None,
        State.OPEN: schedule.opens_at,
        State.CLOSING_SOON: max(schedule.opens_at, soon),
        State.CLOSED: schedule.ends_at,
        State.ARCHIVED: schedule.ends_at,
        State.CANCELLED: schedule.cancelled_at,
    }[state]


def latest_milestone(conference: ConferencePage) -> Milestone:
    """Returns the latest milestone in the active language. Each extension has its own key."""
    schedule, state = conference.schedule, conference.state
    extended = state is State.OPEN and schedule.extended_to is not None
    name = "extended" if extended else state.value
    turn = schedule.cancelled_at or schedule.ends_at
    at = f"/{turn.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    key = name if name in (State.UPCOMING.value, State.OPEN.value) else name + at
    titles = {
        State.UPCOMING.value: pgettext("news about a conference", "Announced: %(title)s"),
        State.OPEN.value: pgettext("news about a conference", "Open: %(title)s"),
        "extended": pgettext("news about a conference", "Extended: %(title)s"),
        State.CLOSING_SOON.value: gettext("Closing soon: %(title)s"),
        State.CLOSED.value: pgettext("news about a conference", "Closed: %(title)s"),
        State.ARCHIVED.value: pgettext("news about a conference", "Archived: %(title)s"),
        State.CANCELLED.value: pgettext("news about a conference", "Cancelled: %(title)s"),
    }
    title = titles[name] % {"title": conference.full_title}
    return Milestone(key, began(schedule, state), title)
