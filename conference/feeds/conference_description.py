"""Plain-text lines about a conference for calendars and feeds."""

from django.utils.text import capfirst
from django.utils.translation import gettext

from conference.models import ConferencePage
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
