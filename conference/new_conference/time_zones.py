"""Converts local times to UTC instants."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import pgettext

from core.dates.formatting import format_date, format_time

# Only names as "Africa/Nairobi", not old ones such as "EST" or "Zulu".
REGIONS = (
    "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian",
    "Pacific",
)  # fmt: skip


@cache
def names() -> list[str]:
    """Returns the names of the zones to choose from, UTC first."""
    places = (name for name in available_timezones() if name.partition("/")[0] in REGIONS)
    return ["UTC", *sorted(place for place in places if "/" in place)]


class NoSuchTimeError(ValueError):
    """The local time does not exist: clocks are put forward over it."""


@dataclass(frozen=True)
class Moment:
    """The instant of a local time."""

    instant: datetime
    """In UTC."""
    was_ambiguous: bool
    """Whether the zone's clocks show the time twice; the instant is the earlier of the two."""


def resolve(local: datetime, zone: str) -> Moment:
    """Returns the Moment of the naive `local` in `zone`. Raises NoSuchTimeError."""
    earlier = local.replace(tzinfo=ZoneInfo(zone), fold=0)
    instant = earlier.astimezone(UTC)
    if instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        raise NoSuchTimeError(f"{local} does not exist in {zone}.")
    later = earlier.replace(fold=1)
    return Moment(instant, was_ambiguous=later.utcoffset() != earlier.utcoffset())


def format_local(local: datetime) -> str:
    """Returns for example "30 March 2031, 02:30", without a zone."""
    return pgettext("date and time without zone", "%(date)s, %(time)s") % {
        "date": format_date(local.date()),
        "time": format_time(local),
    }
