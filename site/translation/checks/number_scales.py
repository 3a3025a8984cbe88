"""Words that multiply a number: "30 million", "30 millones", "3000万", "1,5 milliard"."""

import re
from decimal import Decimal

from translation.checks.plain_text import base_language

_THOUSAND, _MILLION, _MILLIARD, _BILLION = (Decimal(10) ** power for power in (3, 6, 9, 12))

# The longest word first: "mil millones" before "mil".
SCALES = {
    "en": (
        (r"thousand", _THOUSAND), (r"million", _MILLION), (r"billion", _MILLIARD),
        (r"trillion", _BILLION),
    ),
    "es": (
        (r"mil\s+millones", _MILLIARD), (r"mill(?:ón|ones)", _MILLION),
        (r"bill(?:ón|ones)", _BILLION), (r"mil\b", _THOUSAND),
    ),
    "fr": (
        (r"milliards?", _MILLIARD), (r"millions?", _MILLION), (r"billions?", _BILLION),
        (r"mille\b", _THOUSAND),
    ),
    "ru": (
        (r"(?:млрд|миллиард)", _MILLIARD), (r"(?:млн|миллион)", _MILLION),
        (r"(?:трлн|триллион)", _BILLION), (r"тыс", _THOUSAND),
    ),
    "ar": (
        (r"(?:مليار|بليون|بلايين)", _MILLIARD), (r"(?:مليون|ملايين)", _MILLION),
        (r"(?:تريليون)", _BILLION), (r"(?:ألف|آلاف)", _THOUSAND),
    ),
    "zh": (
        (r"万亿", _BILLION), (r"亿", Decimal(10) ** 8), (r"千万", Decimal(10) ** 7),
        (r"百万", _MILLION), (r"万", Decimal(10) ** 4), (r"千", _THOUSAND), (r"百", Decimal(100)),
    ),
}  # fmt: skip
_PATTERNS = {
    language: [(re.compile(rf"[\s\u00a0\u202f]*(?:{word})"), factor) for word, factor in rows]
    for language, rows in SCALES.items()
}


def are_known(*languages: str) -> bool:
    """Whether the scales of all the languages are known, so that they can be compared."""
    return all(base_language(language) in SCALES for language in languages)


def factor_after(text: str, end: int, language: str) -> Decimal:
    """Returns the factor that follows the number ending at `end`, or 1."""
    for pattern, factor in _PATTERNS.get(base_language(language), ()):
        if pattern.match(text, end):
            return factor
    return Decimal(1)


def has_scale(text: str, language: str) -> bool:
    """Whether a word such as "million" is in the text, with or without a number in digits."""
    return any(
        pattern.search(text) for pattern, _factor in _PATTERNS.get(base_language(language), ())
    )
