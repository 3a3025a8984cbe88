"""Renders instants as `<time>` elements in UTC."""

from datetime import UTC, datetime

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from core.dates.formatting import format_date, format_instant, utc_date


def machine_readable(instant: datetime) -> str:
    """Returns the value of a `datetime` attribute: to the second, in UTC."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def time_element(instant: datetime, *, own_zone: bool = False) -> SafeString:
    """Returns a `<time>` element with day and time in UTC.

    With `own_zone`, a script adds the reader's own time zone.
    """
    mark = mark_safe(" data-own-zone") if own_zone else ""
    attribute = machine_readable(instant)
    return format_html('<time datetime="{}"{}>{}</time>', attribute, mark, format_instant(instant))


def day_element(instant: datetime) -> SafeString:
    """Returns a `<time>` element with the day of `instant` in UTC."""
    text = format_date(utc_date(instant))
    return format_html('<time datetime="{}">{}</time>', machine_readable(instant), text)


def in_sentence(pattern: str, **values: SafeString) -> SafeString:
    """Formats a translated sentence whose named `%(placeholders)s` are HTML elements."""
    return mark_safe(conditional_escape(pattern) % values)  # noqa: S308 - escaped, and safe values
