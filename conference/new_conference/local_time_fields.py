"""Form fields for local dates and times in a chosen time zone, and their conversion to UTC."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext, pgettext

from core.dates.formatting import format_date, format_instant, format_time

# Only names as "Africa/Nairobi", not old ones such as "EST" or "Zulu".
REGIONS = (
    "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian",
    "Pacific",
)  # fmt: skip


@cache
def zone_names() -> list[str]:
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


def instant_of(local: datetime, zone: str) -> Moment:
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


# Other years are typing errors, and some zones have no such instant.
FIRST_YEAR, LAST_YEAR = 1990, 2100


class LocalDateTimeField(forms.DateTimeField):
    """A local date and time; its value is naive."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As Django's own; without conversion to the current time zone."""
        return value.replace(tzinfo=None) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> Any:
        """As Django's own; returns a naive value within the allowed years."""
        with timezone.override(UTC):
            result = super().to_python(value)
        if result is None:
            return None
        if not FIRST_YEAR <= result.year <= LAST_YEAR:
            message = gettext("The year must be between %(first)s and %(last)s.")
            raise ValidationError(message % {"first": FIRST_YEAR, "last": LAST_YEAR})
        return result.replace(tzinfo=None, second=0, microsecond=0)


class LocalTimesForm(forms.Form):
    """Converts local times to UTC instants and collects notices about the conversion."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_utc: dict[str, str] = {}
        """Field → its instant in words."""
        self.notices: list[str] = []

    def resolve(self, name: str, zone: str | None) -> datetime | None:
        """Replaces the local time in `cleaned_data` by the UTC instant, and returns it; or None."""
        local = self.cleaned_data.pop(name, None)
        if local is None or zone is None:
            return None
        words = {"time": format_local(local), "zone": zone}
        try:
            moment = instant_of(local, zone)
        except NoSuchTimeError:
            self.add_error(
                name,
                gettext(
                    "%(time)s does not exist in %(zone)s: the clocks are put forward over it. "
                    "Choose another time."
                )
                % words,
            )
            return None
        self.in_utc[name] = format_instant(moment.instant)
        if moment.was_ambiguous:
            self._add_ambiguity_notice({**words, "instant": self.in_utc[name]})
        self.cleaned_data[name] = moment.instant
        return moment.instant

    def _add_ambiguity_notice(self, words: dict[str, str]) -> None:
        notice = gettext(
            "%(time)s occurs twice in %(zone)s, because the clocks are put back. The earlier "
            "of the two is used: %(instant)s."
        )
        self.notices.append(notice % words)

    def forgive(self) -> None:
        """Removes the errors, to show the input again without complaints."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
