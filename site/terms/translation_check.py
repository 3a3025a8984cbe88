"""Translation check: does a translation use the official terms?

    for problem in problems("Each Party…", "Cada país…", "en", "es"):
        print(problem.message)

All problems are warnings: an inflected or reworded term may be right. For many texts in the same
two languages, call `bilingual_terms.between` once and pass its result to `problems_by`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from terms import bilingual_terms
from terms.bilingual_terms import Vocabulary
from terms.models import Term
from terms.term_entries import Entry

OFFICIAL_MISSING = "official-missing"
FORBIDDEN_USED = "forbidden-used"


@dataclass(frozen=True)
class Problem:
    """One warning about a term in a translation."""

    kind: str
    """OFFICIAL_MISSING or FORBIDDEN_USED."""
    concept: str
    """The concept's key."""
    term: str
    """The term of the original that lacks its translation, or the forbidden one."""
    expected: str
    """What is to be used, with its abbreviation; empty where there is no such term."""

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        """Returns the warning as a sentence in the active language."""
        values = {"term": self.term, "expected": self.expected}
        if self.kind == OFFICIAL_MISSING:
            return gettext("“%(term)s” is officially “%(expected)s”.") % values
        if self.expected:
            return gettext("Do not use “%(term)s”, but “%(expected)s”.") % values
        return gettext("Do not use “%(term)s”.") % values


def problems(
    source_text: str, target_text: str, source_language: str, target_language: str
) -> list[Problem]:
    """Returns official terms that the translation lacks, and forbidden ones that it uses.

    Texts may contain tags, as segments do. An empty translation has no problems.
    """
    terms = bilingual_terms.between(source_language, target_language)
    return problems_by(terms, source_text, target_text)


def problems_by(terms: Vocabulary, source_text: str, target_text: str) -> list[Problem]:
    """As `problems`, with a vocabulary that was fetched before; costs no query."""
    if not target_text.strip():
        return []
    found = [
        *_missing(terms, source_text, target_text),
        *_forbidden(terms, target_text),
    ]
    return list(dict.fromkeys(found))


def _missing(terms: Vocabulary, source_text: str, target_text: str) -> Iterator[Problem]:
    named = terms.target.concepts_in(target_text)
    for match in terms.source.find(source_text):
        main = terms.main_translation(match.entry.concept)
        if main is not None and main.is_official and match.entry.concept not in named:
            concept, term = match.entry.concept, match.entry.text
            yield Problem(OFFICIAL_MISSING, concept, term, in_full(main))


def _forbidden(terms: Vocabulary, target_text: str) -> Iterator[Problem]:
    for match in terms.target.find(target_text):
        if match.entry.is_forbidden:
            main = terms.main_translation(match.entry.concept)
            expected = in_full(main) if main else ""
            yield Problem(FORBIDDEN_USED, match.entry.concept, match.entry.text, expected)


def in_full(term: Entry | Term) -> str:
    """Returns the term with its abbreviation: “organismo vivo modificado (OVM)”."""
    return f"{term.text} ({term.abbreviation})" if term.abbreviation else term.text
