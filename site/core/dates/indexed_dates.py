"""Dates as texts for the search index: the words by which readers look for a day."""

from datetime import date, datetime

from django.utils.translation import override

from core.dates.formatting import format_date, format_range, last_day, utc_date


def indexed_days(language: str, *days: date | None) -> list[str]:
    """Returns each day in the language, for example "19 de enero de 2009"."""
    with override(language):
        return [format_date(day) for day in days if day is not None]


def indexed_range(language: str, opens_at: datetime | None, ends_at: datetime | None) -> list[str]:
    """Returns the range as pages show it, and its two days; instants are UTC."""
    if opens_at is None or ends_at is None or ends_at <= opens_at:
        return []
    first, last = utc_date(opens_at), last_day(ends_at)
    with override(language):
        return [format_range(first, last), format_date(first), format_date(last)]
