"""Synonym provider: official terms and their abbreviations."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from search import synonyms
from terms import term_values
from terms.signals import terms_changed
from terms.term_languages import codes, primary


def connect() -> None:
    """Registers the provider and clears its cache when terms change."""
    synonyms.register(groups)
    terms_changed.connect(_on_change, dispatch_uid="search.terms")


def groups(language: str) -> Iterable[list[str]]:
    """For each concept its terms and abbreviations in the language, where there are several.

    Deprecated terms are included, since readers may search for them; so are the abbreviations of
    all languages ("COP-MOP" finds "CdP-RdP") and their plurals ("lmos").
    """
    own = primary(language)
    by_concept: defaultdict[str, list[str]] = defaultdict(list)
    for entry in term_values.in_languages(*dict.fromkeys([own, *codes()])):
        texts = [entry.text] if entry.language == own else []
        by_concept[entry.concept] += [*texts, *_abbreviations(entry.abbreviation)]
    return [expressions for expressions in by_concept.values() if len(expressions) > 1]


def _abbreviations(abbreviation: str) -> list[str]:
    if not abbreviation.isupper():
        return [abbreviation] if abbreviation else []
    return [abbreviation, f"{abbreviation}s"]


def _on_change(languages: list[str], **_kwargs: Any) -> None:
    synonyms.clear_cache(languages)
