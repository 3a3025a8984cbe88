"""Plain-text lines about a conference, and its latest milestone, for calendars and feeds."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from conference.models import ConferencePage
from conference.schedule import Schedule, State
from core.dates.formatting import format_instant
from core.languages.language_names import foreign_to_reader


def lines_of(conference: ConferencePage) -> list[str]:
    """Returns dates, instants in UTC, extensions and the present state, one per line.

    All but the recorded extensions come from the conference's `Schedule`. Lists of conferences
    fetch `extension_notices` first (`date_statements.notices`), or each costs two queries.
    """
    schedule = conference.schedule
    instants = gettext("Opening: %(opening)s. Closing: %(closing)s.") % {
        "opening": format_instant(schedule.opens_at),
        "closing": format_instant(schedule.ends_at),
    }
    foreign = foreign_to_reader(conference.locale.language_code)
    lines = [
        gettext("Online conference: %(dates)s") % {"dates": schedule.dates},
        instants,
        schedule.extension,
        *reasons_of(conference),
        conference.state_sentence,
        conference.summary,
        capfirst(foreign.name) if foreign else "",
    ]
    return [line for line in lines if line]


def reasons_of(conference: ConferencePage) -> list[str]:
    """Returns the recorded reasons of extensions, oldest first, and of a cancellation."""
    notices = [] if conference.extended_to is None else [*conference.extension_notices]
    if conference.cancellation_notice is not None:
        notices.append(conference.cancellation_notice)
    return [notice.reason for notice in notices if notice.reason]


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
