"""Check: every number of the original appears in the translation, in that language's format."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from translation.checks import document_symbols, number_normalization, number_scales
from translation.checks.number_parsing import Number, numbers_in
from translation.checks.number_scales import has_scale
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
    scaled = number_scales.are_known(text.source_language, text.target_language)
    source = _numbers(number_normalization.alike(ours, theirs), text.source_language, scaled)
    target = _numbers(number_normalization.alike(theirs, ours), text.target_language, scaled)
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
    cleaned = _NOT_NUMBERS.sub(" ", document_symbols.SYMBOL.sub(" ", text))
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
