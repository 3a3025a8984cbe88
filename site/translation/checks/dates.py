"""Check: the dates of the original appear in the translation, with that language's month names."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.month_names import (
    full_month,
    month_numbers,
    month_pattern,
    weekday_numbers,
    weekday_pattern,
)
from translation.checks.problems import Problem, Text, error, warning

_JOINT = r"(?:st|nd|rd|th|er|\.?º)?[\s\u00a0\u202f]+(?:de[\s\u00a0]+|of[\s\u00a0]+)?"


def find(text: Text) -> Iterator[Problem]:
    """Yields an error for each month of the original that is missing, and for swapped days."""
    source = months_in(text.source_plain, text.source_language)
    if not source:
        return
    target = months_in(text.target_plain, text.target_language)
    missing = sorted(source - target)
    for month in missing:
        yield error(
            _("The original has a date with “%(original)s”; “%(month)s” is missing."),
            original=full_month(month, text.source_language),
            month=full_month(month, text.target_language),
        )
    if not missing:
        yield from _swapped(text)
    yield from _weekdays(text)


def months_in(text: str, language: str) -> set[int]:
    """Returns the months (1 to 12) named next to a number, or whose name is unambiguous."""
    beside = rf"\d{_JOINT}({month_pattern(language)})|({month_pattern(language)})\.?{_JOINT}\d"
    names = month_numbers(language)
    found = re.finditer(beside, text)
    months = {names[(match[1] or match[2]).lower()] for match in found}
    months |= {int(month) for month in re.findall(r"(\d{1,2})月", text)}
    return months | _enumerated(text, language)


def _enumerated(text: str, language: str) -> set[int]:
    names = month_numbers(language)
    found = re.findall(month_pattern(language), text)
    return {names[name.lower()] for name in found if len(name) >= 5 and name != "March"}


def _swapped(text: Text) -> Iterator[Problem]:
    """Yields problems for days that changed months; skips ranges that share one month name."""
    source = _days(text.source_plain, text.source_language)
    target = _days(text.target_plain, text.target_language)
    if len(source) == len(target) and source != target:
        yield error(_("The days and months of the dates are not those of the original."))


def _days(text: str, language: str) -> set[tuple[int, int]]:
    names = month_numbers(language)
    pattern = rf"(?<!\d)(\d{{1,2}}){_JOINT}({month_pattern(language)})"
    found = re.finditer(pattern, text)
    return {(int(match[1]), names[match[2].lower()]) for match in found}


def _weekdays(text: Text) -> Iterator[Problem]:
    source = _days_of_the_week(text.source_plain, text.source_language)
    if source - _days_of_the_week(text.target_plain, text.target_language):
        yield warning(_("A day of the week in the original is missing."))


def _days_of_the_week(text: str, language: str) -> set[int]:
    names = weekday_numbers(language)
    return {names[m.lower()] for m in re.findall(weekday_pattern(language), text)}
