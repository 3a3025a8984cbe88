"""Checks: document symbols (BS-III/3) and numbered provisions (“Article 22”) are kept."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from django.utils.translation import gettext_lazy as _

from translation.checks.number_words import with_digits
from translation.checks.plain_text import base_language, quoted
from translation.checks.problems import Problem, Text, error, warning

# UNEP/CBD/BS/CM-CB/5/2; BS-III/3, XI/5, CP-9/13; notification 2009-004.
SYMBOL = re.compile(
    r"\b[A-Z]{2,}[A-Z0-9-]*(?:/[A-Z0-9][A-Za-z0-9.-]*)*/[A-Za-z]*\d[A-Za-z0-9.-]*(?<![.-])"
    r"|\b(?:[A-Z]{1,3}-)?(?:[IVXL]+|\d{1,2})/\d{1,3}\b(?!/)"
    r"|\b(?:19|20)\d\d-\d{3}\b",
    # Chinese characters beside a symbol are no part of it.
    re.ASCII,
)


def find_symbols(text: Text) -> Iterator[Problem]:
    """Yields an error with the document symbols that are missing or changed."""
    missing = [
        symbol
        for symbol in SYMBOL.findall(text.source_comparable)
        if not re.search(
            rf"(?<![\w/-]){re.escape(symbol)}(?![\w/])", text.target_comparable, re.ASCII
        )
    ]
    if missing:
        yield error(
            _("These symbols of the original are missing or changed: %(found)s."),
            found=quoted(missing),
        )


# Kind of provision → language → stems of its name, in every case and number.
NAMES = {
    "article": {
        "en": "articles?", "es": "artículos?", "fr": "articles?", "ru": r"стат(?:ь\w+|ей)|ст\.",
        "ar": r"ماد(?:ة|تان|تين)|مواد", "zh": "条",
    },
    "paragraph": {
        "en": "paragraphs?", "es": "párrafos?", "fr": "paragraphes?", "ru": r"пункт\w*|п\.",
        "ar": "فقر(?:ة|ات|تان|تين)", "zh": "段|款",
    },
    "annex": {
        "en": "annex(?:es)?", "es": "anexos?", "fr": "annexes?", "ru": r"приложени\w+",
        "ar": r"مرفق\w*", "zh": "附件",
    },
    "decision": {
        "en": "decisions?", "es": "decisi(?:ón|ones)", "fr": "décisions?", "ru": r"решени\w+",
        "ar": r"مقرر\w*", "zh": "决定",
    },
    "notification": {
        "en": "notifications?", "es": "notificaci(?:ón|ones)", "fr": "notifications?",
        "ru": r"уведомлени\w+", "ar": r"[إا]خطار\w*", "zh": "通知",
    },
}  # fmt: skip
# Between the name and its number: a space, a grammatical ending, an abbreviation of "number".
_FIGURE = r"((?:[A-Z]{1,3}-)?[IVXL\d][IVXL\d/-]*)"
# Of Arabic: "مقرَّر" and "مقرر" are one word.
_VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670]")
_NUMBER = rf"[\s\u00a0\u202f]+(?:(?:n[.º°o]*|№)[\s\u00a0\u202f]*)?{_FIGURE}(?!\w)"


def find_provisions(text: Text) -> Iterator[Problem]:
    """Yields a problem for each kind of provision whose numbers are missing in the translation."""
    source, target = (base_language(code) for code in (text.source_language, text.target_language))
    original = _readable(text.source_comparable, source)
    translation = _readable(text.target_comparable, target)
    for names in NAMES.values():
        if source in names and target in names:
            theirs = _numbers(_pattern(names[target], target), translation)
            found = _pattern(names[source], source).finditer(original)
            yield from _lost(found, theirs, translation)


def _readable(text: str, language: str) -> str:
    """Returns the text with Chinese numerals as digits, and without Arabic vowel signs."""
    return with_digits(text) if language == "zh" else _VOWEL_SIGNS.sub("", text)


def _lost(found: Iterator[re.Match[str]], theirs: set[str], translation: str) -> Iterator[Problem]:
    for match in found:
        named = match[match.lastindex or 1]
        number = re.compile(rf"(?<![\w/-]){re.escape(named)}(?![\w/])", re.ASCII)
        # A number that is missing altogether is reported by the check `numbers`.
        if named not in theirs and number.search(translation):
            yield warning(
                _("“%(found)s” of the original is not named as such."), found=match.group()
            )


def _numbers(name: re.Pattern[str], text: str) -> set[str]:
    """Returns the numbers next to the provision's name, including those of an enumeration."""
    return set(chain.from_iterable(match.groups() for match in name.finditer(text)))


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    """Returns a regex for the name with its number, in the only group that has matched."""
    if language == "zh":
        # "第22条", "第BS-III/3号决定", "附件3".
        return re.compile(
            rf"第\s*{_FIGURE}\s*号?\s*(?:{name})|(?:{name})\s*{_FIGURE}(?![\w])", re.ASCII
        )
    # Arabic writes particles and the article together with the word.
    start = r"(?<!\w)\w{0,4}?" if language == "ar" else r"\b"
    return re.compile(rf"{start}(?i:{name}){_NUMBER}")
