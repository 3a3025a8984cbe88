"""Month and weekday names in each language, from Django's translations."""

import re
from collections.abc import Iterable
from functools import lru_cache

from django.utils import dates, translation

from translation.checks.plain_text import base_language


@lru_cache(maxsize=32)
def month_numbers(language: str) -> dict[str, int]:
    """Returns each form of a month's name in lower case → 1 to 12."""
    with translation.override(language):
        tables = (dates.MONTHS_3, dates.MONTHS_AP, dates.MONTHS, dates.MONTHS_ALT)
        return {
            str(name).lower().rstrip("."): number
            for table in tables
            for number, name in table.items()
        }


@lru_cache(maxsize=32)
def full_month(number: int, language: str) -> str:
    """Returns the month's full name in the language, capitalized in English only."""
    with translation.override(language):
        name = str(dates.MONTHS[number])
    return name if base_language(language) == "en" else name.lower()


@lru_cache(maxsize=32)
def weekday_numbers(language: str) -> dict[str, int]:
    """Returns each weekday's name in lower case → its number (Monday is 0)."""
    with translation.override(language):
        return {str(name).lower(): number for number, name in dates.WEEKDAYS.items()}


@lru_cache(maxsize=32)
def month_pattern(language: str) -> str:
    """Returns a regex for any month name, longest first; case-sensitive in English (“may”)."""
    if base_language(language) == "en":
        return _any_of([name.title() for name in month_numbers(language)])
    return f"(?i:{_any_of(month_numbers(language))})"


@lru_cache(maxsize=32)
def weekday_pattern(language: str) -> str:
    """Returns a case-insensitive regex for any weekday name."""
    return f"(?i:{_any_of(weekday_numbers(language))})"


def _any_of(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
