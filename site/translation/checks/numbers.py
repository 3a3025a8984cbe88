"""Check: every number of the original appears in the translation, in that language's format."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from translation.checks import document_references, number_parsing
from translation.checks.number_parsing import Number, has_scale, numbers_in
from translation.checks.number_words import MOST, is_written_out, may_be_left_out
from translation.checks.plain_text import base_language, quoted
from translation.checks.problems import Problem, Text, error, warning

# Text with digits that other checks compare, or that needs no comparison.
_NOT_NUMBERS = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|%\(\w+\)[sdif]|\{[\w.]*\}|\b[A-Z]+\d+\b", re.ASCII
)
_TWELVE_HOURS = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)


def find(text: Text) -> Iterator[Problem]:
    """Yields problems for numbers that are missing or added in the translation."""
    ours, theirs = text.source_comparable, text.target_comparable
    scaled = number_parsing.are_known(text.source_language, text.target_language)
    source = _numbers(alike(ours, theirs), text.source_language, scaled)
    target = _numbers(alike(theirs, ours), text.target_language, scaled)
    surplus = _without_counterpart(target, source)
    missing = [
        number
        for number in _without_counterpart(source, target)
        if not _is_word(number, theirs, text.target_language, surplus)
    ]
    large = [number.text for number in missing if not number.is_small]
    small = [number.text for number in missing if number.is_small]
    if large:
        yield error(_("These numbers of the original are missing: %(found)s."), found=quoted(large))
    if small:
        yield warning(
            _("These numbers of the original are neither in digits nor in words: %(found)s."),
            found=quoted(small),
        )
    added = [number.text for number in surplus if _is_added(number, ours, text.source_language)]
    if added and not large:
        yield warning(_("These numbers are not in the original: %(found)s."), found=quoted(added))


@lru_cache(maxsize=4096)
def _numbers(text: str, language: str, scaled: bool) -> tuple[Number, ...]:  # noqa: FBT001 - cached
    cleaned = _NOT_NUMBERS.sub(" ", document_references.SYMBOL.sub(" ", text))
    in_24_hours = _TWELVE_HOURS.sub(_in_24_hours, cleaned)
    return tuple(numbers_in(in_24_hours, language, scaled=scaled))


def _in_24_hours(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
    return f"{hour}:{match[2]}" if match[2] else str(hour)


def _without_counterpart(ours: tuple[Number, ...], theirs: tuple[Number, ...]) -> list[Number]:
    known = {value for number in theirs for value in number.values}
    return [number for number in ours if not number.values & known]


def _is_word(number: Number, text: str, language: str, surplus: list[Number]) -> bool:
    """Whether `text` has the number in words, or leaves it out as its grammar allows."""
    for value in _words_known(number, language):
        is_open = value <= 12 and may_be_left_out(value, language)
        if is_written_out(value, text, language) and not (is_open and surplus):
            return True
    return False


def _is_added(number: Number, original: str, language: str) -> bool:
    """Whether the original has the number neither in digits nor in words."""
    if number.is_small:
        return False
    if any(value >= 1000 for value in number.values) and has_scale(original, language):
        return False
    return not any(
        is_written_out(value, original, language) for value in _words_known(number, language)
    )


def _words_known(number: Number, language: str) -> list[int]:
    most = MOST if base_language(language) != "zh" else 10**12
    return [int(v) for v in number.values if v == v.to_integral_value() and v <= most]


# "siglo XXI", "siglos XIX y XX", "XXIe siècle": what English writes as "21st century".
_CENTURIES = re.compile(
    r"\bsiglos?\s+[IVXL]+(?:\s*(?:,|y|e|al?|–|-)\s*[IVXL]+)*\b"
    r"|\b[IVXL]+(?:er|e|ᵉ|ème)?(?:\s*(?:,|et|au|–|-)\s*[IVXL]+(?:er|e|ᵉ|ème)?)*\s+siècles?\b"
    r"|\b[IVXL]+(?:\s*(?:,|и|–|-)\s*[IVXL]+)*\s+(?:век|вв?\.|столети)\w*"
)
_ROMAN = re.compile(r"\b[IVXL]+(?=er\b|e\b|ᵉ|ème\b|\b)")
# Telephone and account numbers: long, with separators, and copied verbatim.
_COPIED = re.compile(r"\+?\(?\d[\d\s().\u00a0\u202f/-]{6,}\d")
# "17 h 30", "17h30", "17.30 hours": hours and minutes are two numbers in every language.
_TIMES = re.compile(
    r"\b([01]?\d|2[0-3])(?:\s?h\s?|[.:](?=[0-5]\d\s*(?:hours|hrs?\b|horas|UTC|GMT)))([0-5]\d)\b"
)
# "17.30" where the other text has "17:30" or "17 h 30".
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?:\s?[:hч时]\s?)([0-5]\d)(?!\d)")
# "2005-10" for 2005 to 2010, but not 2005-03, which is a month.
_SHORT_RANGE = re.compile(r"\b((?:19|20)(\d\d))(\s?[-–/]\s?)(\d\d)\b")
# "20世纪90年代" is what English writes as "the 1990s".
_CHINESE_DECADE = re.compile(r"(\d{1,2})世纪(\d)0年代")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def alike(text: str, other: str) -> str:
    """Returns `text` without numbers that `other` contains verbatim; Roman centuries as digits."""
    kept = _COPIED.sub(lambda match: " " if match[0] in other else match[0], text)
    with_centuries = _CENTURIES.sub(lambda match: _ROMAN.sub(_in_digits, match[0]), kept)
    with_decades = _CHINESE_DECADE.sub(
        lambda match: f"{int(match[1]) - 1}{match[2]}0年代", with_centuries
    )
    with_ranges = _SHORT_RANGE.sub(_in_full, with_decades)
    with_times = _TIMES.sub(r"\1 : \2", with_ranges)
    for hour, minute in _CLOCK.findall(other):
        with_times = re.sub(rf"\b{hour}\.{minute}\b", f"{hour} : {minute}", with_times)
    return with_times


def _in_full(match: re.Match[str]) -> str:
    is_range = int(match[4]) > int(match[2])
    return f"{match[1]}{match[3]}{match[1][:2]}{match[4]}" if is_range else match[0]


def _in_digits(match: re.Match[str]) -> str:
    values = [_VALUES[letter] for letter in match[0]]
    following = [*values[1:], 0]
    return str(
        sum(-one if one < after else one for one, after in zip(values, following, strict=True))
    )
