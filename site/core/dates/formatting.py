"""Formats dates, ranges and instants by the rules of each language: as text, as `<time>` elements,
as patterns for the reader's own time zone, and as words for the search index.

The rules are messages in locale/: each language orders day, month and year, adds its prepositions
and merges what both ends share. All dates are in UTC.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override, pgettext

from core.text.text_joining import addition


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


def own_zone_patterns() -> dict[str, str]:
    """Returns data attributes of the script in the active language, with "{name}" to fill in."""
    names = ("date", "day", "hour", "instant", "minute", "month", "time", "year", "zone")
    to_fill_in = {name: f"{{{name}}}" for name in names}
    # Translators: a date, a time of day and the name of a time zone.
    zoned = pgettext("date and time in a time zone", "%(date)s, %(time)s %(zone)s")
    return {
        "words": str(addition(gettext("%(instant)s in your time zone") % to_fill_in)),
        "instant": zoned % to_fill_in,
        "date": pgettext("date", "%(day)s %(month)s %(year)s") % to_fill_in,
        "time": pgettext("time of day", "%(hour)s:%(minute)s") % to_fill_in,
        "first-day": first_of_month(),
        "hour-digits": "2" if has_two_digit_hours() else "1",
        "months": "|".join(month_names()),
        # Translators: the code of the language in which browsers name a time zone.
        "locale": pgettext("code of the language for dates", "en-GB"),
    }


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
