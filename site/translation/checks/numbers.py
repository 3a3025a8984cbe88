"""Check: every number of the original appears in the translation, in that language's format."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from translation.checks import document_symbols, number_normalization
from translation.checks.number_parsing import Number, numbers_in
from translation.checks.number_words import is_written_out
from translation.checks.plain_text import quoted
from translation.checks.problems import Problem, Text, error, warning

# Text with digits that other checks compare, or that needs no comparison.
_NOT_NUMBERS = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|%\(\w+\)[sdif]|\{[\w.]*\}|\b[A-Z]+\d+\b", re.ASCII
)
_TWELVE_HOURS = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?\s?m\b\.?", re.IGNORECASE)


def find(text: Text) -> Iterator[Problem]:
    """Yields problems for numbers that are missing or added in the translation."""
    source_text = number_normalization.alike(text.source_plain, text.target_plain)
    target_text = number_normalization.alike(text.target_plain, text.source_plain)
    source = _numbers(source_text, text.source_language)
    target = _numbers(target_text, text.target_language)
    missing = _without_counterpart(source, target)
    large = [number.text for number in missing if not number.is_small]
    small = [number.text for number in missing if number.is_small and not _is_word(number, text)]
    added = [number.text for number in _without_counterpart(target, source) if not number.is_small]
    if large:
        yield error(_("These numbers of the original are missing: %(found)s."), found=quoted(large))
    if small:
        yield warning(
            _("These numbers of the original are neither in digits nor in words: %(found)s."),
            found=quoted(small),
        )
    if added and not large:
        yield warning(_("These numbers are not in the original: %(found)s."), found=quoted(added))


@lru_cache(maxsize=4096)
def _numbers(text: str, language: str) -> tuple[Number, ...]:
    cleaned = _NOT_NUMBERS.sub(" ", document_symbols.SYMBOL.sub(" ", text))
    return tuple(numbers_in(_TWELVE_HOURS.sub(_in_24_hours, cleaned), language))


def _in_24_hours(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[3].lower() == "p" else 0)
    return f"{hour}:{match[2]}" if match[2] else str(hour)


def _without_counterpart(ours: tuple[Number, ...], theirs: tuple[Number, ...]) -> list[Number]:
    known = {value for number in theirs for value in number.values}
    return [number for number in ours if not number.values & known]


def _is_word(number: Number, text: Text) -> bool:
    return any(
        is_written_out(int(value), text.target_plain, text.target_language)
        for value in number.values
    )
