"""Check: the dates of the original appear in the translation, with that language's month names."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from translation.checks.month_names import (
    chinese_months,
    full_month,
    month_of,
    month_pattern,
    weekdays_in,
)
from translation.checks.plain_text import base_language
from translation.checks.problems import Problem, Text, error, warning

_JOINT = r"(?:st|nd|rd|th|er|\.?º|-?го)?[\s\u00a0\u202f]+(?:de[\s\u00a0]+|of[\s\u00a0]+)?"


def find(text: Text) -> Iterator[Problem]:
    """Yields an error for each month of the original that is missing, and for swapped days."""
    source = months_in(text.source_comparable, text.source_language)
    if not source:
        return
    target = months_in(text.target_comparable, text.target_language)
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
    if base_language(language) == "zh":
        return {month for month, _end in chinese_months(text)}
    name = month_pattern(language)
    found = re.finditer(rf"\d{_JOINT}({name})|({name})\.?(?:/\w+)?{_JOINT}\d", text)
    months = {month_of(match[1] or match[2], language) for match in found}
    return months | _enumerated(text, language)


def _enumerated(text: str, language: str) -> set[int]:
    found = re.findall(month_pattern(language), text)
    return {month_of(name, language) for name in found if len(name) >= 5 and name != "March"}


def _swapped(text: Text) -> Iterator[Problem]:
    """Yields problems for days that changed months; skips ranges that share one month name."""
    source = _days(text.source_comparable, text.source_language)
    target = _days(text.target_comparable, text.target_language)
    if len(source) == len(target) and source != target:
        yield error(_("The days and months of the dates are not those of the original."))


def _days(text: str, language: str) -> set[tuple[int, int]]:
    if base_language(language) == "zh":
        return set(_chinese_days(text))
    pattern = rf"(?<!\d)(\d{{1,2}}){_JOINT}({month_pattern(language)})"
    found = re.finditer(pattern, text)
    return {(int(match[1]), month_of(match[2], language)) for match in found}


def _chinese_days(text: str) -> Iterator[tuple[int, int]]:
    """Yields (day, month); of "11月3日至14日" the last day, as next to the name in English."""
    for month, end in chinese_months(text):
        found = re.match(r"(\d{1,2})[日号](?:[至到–—-](\d{1,2})[日号])?", text[end:])
        if found:
            yield int(found[2] or found[1]), month


def _weekdays(text: Text) -> Iterator[Problem]:
    source = weekdays_in(text.source_comparable, text.source_language)
    if source - weekdays_in(text.target_comparable, text.target_language):
        yield warning(_("A day of the week in the original is missing."))
