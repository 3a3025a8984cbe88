"""Cached vocabulary of two languages: the terms of each, and which translate which."""

from functools import cached_property

from django.core.cache import cache

from terms import term_entries
from terms.term_entries import Entry
from terms.term_languages import codes, primary
from terms.term_matching import Index

CACHE_KEY = "terms.vocabulary"
# The longest time for which another process may use outdated terms.
LIFETIME_SECONDS = 300


class Vocabulary:
    """The terms of a source and a target language, indexed for matching in texts."""

    def __init__(self, every: list[Entry], source: str, target: str) -> None:
        self.source = Index([entry for entry in every if entry.language == source], source)
        self.target = Index([entry for entry in every if entry.language == target], target)
        self._targets = [entry for entry in every if entry.language == target]

    @cached_property
    def _by_concept(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self._targets:
            found.setdefault(entry.concept, []).append(entry)
        return found

    def translations(self, concept: str) -> list[Entry]:
        """Returns the target language's terms of a concept: best first, forbidden ones last."""
        return self._by_concept.get(concept, [])

    def main_translation(self, concept: str) -> Entry | None:
        """Returns the term to use for a concept; None where the language has no permitted one."""
        best = next(iter(self.translations(concept)), None)
        return None if best is None or best.is_forbidden else best


def between(source_language: str, target_language: str) -> Vocabulary:
    """Returns the vocabulary of two languages, from the cache or with one query.

    Codes such as "zh-hans" are taken as "zh".
    """
    source, target = primary(source_language), primary(target_language)
    key = _key(source, target)
    known: Vocabulary | None = cache.get(key)
    if known is None:
        known = Vocabulary(term_entries.in_languages(source, target), source, target)
        cache.set(key, known, LIFETIME_SECONDS)
    return known


def forget() -> None:
    """Clears the cached vocabularies of all pairs of languages."""
    every = codes()
    cache.delete_many([_key(source, target) for source in every for target in every])


def _key(source: str, target: str) -> str:
    return f"{CACHE_KEY}.{source}.{target}"
