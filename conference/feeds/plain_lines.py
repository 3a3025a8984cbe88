"""What calendars and feeds say of a conference, a line of plain text each."""

from django.utils.text import capfirst
from django.utils.translation import gettext

from conference.models import ConferencePage
from core.dates.formatting import format_instant
from core.languages.language_names import foreign_to_reader


def lines_of(conference: ConferencePage) -> list[str]:
    """Dates, instants in UTC, an extension, and the state at the moment of reading.

    All from the conference's own `Schedule`; it costs no query, however many are listed.
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
        conference.state_sentence,
        conference.summary,
        capfirst(foreign.name) if foreign else "",
    ]
    return [line for line in lines if line]
