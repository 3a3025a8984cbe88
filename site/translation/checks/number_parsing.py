"""Parses numbers and their scales in each language's format: 1,000.5 million in English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
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


# Language → decimal signs, thousands separators (spaces are accepted in all languages).
CONVENTIONS = {
    "en": (".", ","),
    "zh": (".", ","),
    "es": (",", "."),
    "fr": (",", ""),
    "ru": (",", ""),
    "ar": (".,٫", ",٬"),
}
UNKNOWN = (".,", ".,")
# Languages that also accept "3.5" as a decimal although they normally use a comma.
POINT_IS_UNDERSTOOD = {"es"}

_SPACES = "\u00a0\u202f\u2009"
_SIGNS = r"[.,٫٬'’]"


@dataclass(frozen=True)
class Number:
    """A number found in a text: its value and how it was written."""

    text: str
    values: frozenset[Decimal]
    """The possible values in the text's language."""

    @property
    def is_small(self) -> bool:
        """Whether the number may also be written as a word."""
        return all(value <= 12 and value == value.to_integral_value() for value in self.values)


def numbers_in(text: str, language: str, *, scaled: bool = False) -> Iterator[Number]:
    """Yields the numbers of a text, parsed with the language's separators.

    If `scaled`, "30 million" is 30,000,000, and "the 1990s" may be the nineties.
    """
    for match in _pattern(language).finditer(text):
        found = list(_read(match.group(), base_language(language)))
        if scaled and len(found) == 1:
            factor = factor_after(text, match.end(), language)
            found = [Number(found[0].text, frozenset(v * factor for v in found[0].values))]
        if re.fullmatch(r"(?:1[5-9]|20)\d0", match[0]) and text[match.end() :][:1] == "s":
            found = [Number(match[0], frozenset({Decimal(match[0]), Decimal(match[0][2:])}))]
        yield from found


def _pattern(language: str) -> re.Pattern[str]:
    spaces = _SPACES if base_language(language) == "en" else f"{_SPACES} "
    grouped = rf"\d{{1,3}}(?:[{spaces}]\d{{3}})+(?!\d)(?:[.,٫]\d+)?"
    return re.compile(rf"{grouped}|\d+(?:{_SIGNS}\d+)*")


def _read(token: str, language: str) -> Iterator[Number]:
    digits = re.sub(rf"[{_SPACES} '’]", "", token)
    values = frozenset(_values(digits, language))
    if values:
        yield Number(token, values)
        return
    for part in re.split(_SIGNS, digits):  # "5.2.1" is three numbers
        yield Number(token if len(part) == len(digits) else part, frozenset({Decimal(int(part))}))


def _values(digits: str, language: str) -> Iterator[Decimal]:
    decimals, thousands = CONVENTIONS.get(language, UNKNOWN)
    if re.fullmatch(r"\d+", digits):
        yield Decimal(int(digits))
        return
    for sign in thousands:
        for point in decimals:
            if point != sign and re.fullmatch(
                rf"\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+(?:{re.escape(point)}\d+)?", digits
            ):
                yield _decimal(digits.replace(sign, ""), point)
    for point in decimals:
        if re.fullmatch(rf"\d+{re.escape(point)}\d+", digits):
            yield _decimal(digits, point)
    if language in POINT_IS_UNDERSTOOD and re.fullmatch(r"\d+\.(?:\d{1,2}|\d{4,})", digits):
        yield _decimal(digits, ".")


def _decimal(digits: str, point: str) -> Decimal:
    whole, _point, rest = digits.partition(point)
    # `int` accepts the digits of every script, `Decimal` only gets ASCII digits.
    return Decimal(f"{int(whole)}.{''.join(str(int(digit)) for digit in rest) or '0'}")
