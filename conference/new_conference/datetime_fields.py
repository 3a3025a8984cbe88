"""Form fields for local dates and times in a chosen time zone."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext

from conference.new_conference import time_zones
from core.dates.formatting import format_instant

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
        words = {"time": time_zones.format_local(local), "zone": zone}
        try:
            moment = time_zones.resolve(local, zone)
        except time_zones.NoSuchTimeError:
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
