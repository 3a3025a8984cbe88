"""Check: references to numbered provisions (“Article 22”) keep their name and number."""

import re
from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext_lazy as _

from translation.checks.plain_text import base_language
from translation.checks.problems import Problem, Text, warning

# Kind of provision → language → stems of its name.
NAMES = {
    "article": {"en": "articles?", "es": "artículos?", "fr": "articles?"},
    "paragraph": {"en": "paragraphs?", "es": "párrafos?", "fr": "paragraphes?"},
    "annex": {"en": "annex(?:es)?", "es": "anexos?", "fr": "annexes?"},
    "decision": {"en": "decisions?", "es": "decisi(?:ón|ones)", "fr": "décisions?"},
    "notification": {
        "en": "notifications?",
        "es": "notificaci(?:ón|ones)",
        "fr": "notifications?",
    },
}
# Between the name and its number: a space, a grammatical ending, an abbreviation of "number".
_NUMBER = (
    r"[\s\u00a0\u202f]+(?:n[.º°o]*[\s\u00a0\u202f]*)?((?:[A-Z]{1,3}-)?[IVXL\d][IVXL\d/-]*)(?!\w)"
)


def find(text: Text) -> Iterator[Problem]:
    """Yields a problem for each kind of provision whose numbers are missing in the translation."""
    source, target = (base_language(code) for code in (text.source_language, text.target_language))
    for names in NAMES.values():
        if source in names and target in names:
            yield from _lost(text, names[source], names[target])


def _lost(text: Text, source: str, target: str) -> Iterator[Problem]:
    theirs = _numbers(target, text.target_comparable)
    for match in _pattern(source).finditer(text.source_comparable):
        number = re.compile(rf"(?<![\w/-]){re.escape(match[1])}(?![\w/])", re.ASCII)
        # A number that is missing altogether is reported by the check `numbers`.
        if match[1] not in theirs and number.search(text.target_comparable):
            yield warning(
                _("“%(found)s” of the original is not named as such."), found=match.group()
            )


def _numbers(name: str, text: str) -> set[str]:
    """Returns the numbers next to the provision's name, including those of an enumeration."""
    return set(chain.from_iterable(match.groups() for match in _pattern(name).finditer(text)))


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{name}){_NUMBER}")
