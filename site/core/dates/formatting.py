"""Formats dates and ranges of dates by the rules of each language.

The rules are messages in locale/: each language orders day, month and year, adds its prepositions
and merges what both ends share. All dates are in UTC.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from django.utils.translation import get_language, pgettext


def utc_date(instant: datetime) -> date:
    """The calendar day of `instant` in UTC."""
    return instant.astimezone(UTC).date()


def last_day(closing: datetime) -> date:
    """The last calendar day (UTC) before the instant `closing`.

    What closes at 00:00 on 5 December is open up to and including 4 December.
    """
    return utc_date(closing - timedelta.resolution)


def format_date(day: date) -> str:
    """For example "19 January 2009", "19 de enero de 2009", "1er janvier 2009"."""
    return pgettext("date", "%(day)s %(month)s %(year)s") % _parts(day)


def format_range(first: date, last: date) -> str:
    """For example "19 January to 6 February 2009": the shared month or year is said once.

    Raises ValueError where `last` lies before `first`.
    """
    if last < first:
        raise ValueError(f"The range ends ({last}) before it begins ({first}).")
    if first == last:
        return format_date(first)
    if first.year != last.year:
        pattern = pgettext(
            "range of dates in two years",
            "%(day)s %(month)s %(year)s to %(last_day)s %(last_month)s %(last_year)s",
        )
    elif first.month != last.month:
        pattern = pgettext(
            "range of dates in one year",
            "%(day)s %(month)s to %(last_day)s %(last_month)s %(last_year)s",
        )
    else:
        pattern = pgettext(
            "range of dates in one month", "%(day)s to %(last_day)s %(last_month)s %(last_year)s"
        )
    ends = {f"last_{name}": value for name, value in _parts(last).items()}
    return pattern % (_parts(first) | ends)


def format_instant(instant: datetime) -> str:
    """Day and time in UTC, for example "6 February 2009, 23:59 UTC"."""
    moment = instant.astimezone(UTC)
    return pgettext("date and time", "%(date)s, %(time)s UTC") % {
        "date": format_date(moment.date()),
        "time": format_time(moment),
    }


def format_time(moment: datetime) -> str:
    """Hours and minutes of `moment` in its own time zone, for example "23:59", "23 h 59"."""
    # Translators: a time of day; French "%(hour)s h %(minute)s".
    return pgettext("time of day", "%(hour)s:%(minute)s") % {
        "hour": f"{moment:%H}" if has_two_digit_hours() else str(moment.hour),
        "minute": f"{moment:%M}",
    }


def has_two_digit_hours() -> bool:
    """Whether the active language writes "01:59", not "1 h 59"."""
    # Translators: "H" for hours of two digits (01:59), "G" for hours without a zero (1 h 59).
    return pgettext("format of the hour", "H") != "G"


def time_pattern() -> str:
    """Returns the time of day with "{hour}" and "{minute}", for a script."""
    return pgettext("time of day", "%(hour)s:%(minute)s") % {
        "hour": "{hour}",
        "minute": "{minute}",
    }


def date_pattern() -> str:
    """Returns the date with "{day}", "{month}" and "{year}", for a script."""
    names = ("day", "month", "year")
    pattern = pgettext("date", "%(day)s %(month)s %(year)s")
    return pattern % {name: f"{{{name}}}" for name in names}


def zoned_instant(day: str, time: str, zone: str) -> str:
    """Joins day, time and the name of a time zone: "7 February 2009, 05:29 GMT+5:30"."""
    # Translators: a date, a time of day and the name of a time zone.
    return pgettext("date and time in a time zone", "%(date)s, %(time)s %(zone)s") % {
        "date": day,
        "time": time,
        "zone": zone,
    }


def first_of_month() -> str:
    """Returns the number of the first day: French writes an ordinal, "1er"; others the figure."""
    return pgettext("first day of a month", "1")


def _parts(day: date) -> dict[str, str]:
    return _parts_in(get_language(), day)


# Cached: a page shows the same few days many times.
@lru_cache(maxsize=1000)
def _parts_in(_language: str | None, day: date) -> dict[str, str]:
    """Returns day, month and year in the active language, `_language`.

    Cached: do not modify the result.
    """
    number = first_of_month() if day.day == 1 else str(day.day)
    return {"day": number, "month": month_names()[day.month - 1], "year": str(day.year)}


def month_names() -> tuple[str, ...]:
    """Returns the twelve names of months as they stand within a date: in Russian the genitive.

    Messages, not Django's names: documents in Arabic give both usages, "كانون الثاني/يناير".
    """
    return (
        pgettext("month within a date", "January"),
        pgettext("month within a date", "February"),
        pgettext("month within a date", "March"),
        pgettext("month within a date", "April"),
        pgettext("month within a date", "May"),
        pgettext("month within a date", "June"),
        pgettext("month within a date", "July"),
        pgettext("month within a date", "August"),
        pgettext("month within a date", "September"),
        pgettext("month within a date", "October"),
        pgettext("month within a date", "November"),
        pgettext("month within a date", "December"),
    )
