"""Registry of synonyms, such as abbreviations and their terms.

An app registers a provider, and calls `clear_cache` when its data change:

    synonyms.register(my_groups)     # my_groups("es") → [["OVM", "organismo vivo modificado"], …]
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from core.caching import generation_cache
from core.text.stemming import stems
from search.tokenizer import words
from terms import term_entries
from terms.signals import terms_changed
from terms.term_languages import codes, primary

Words = tuple[str, ...]
Provider = Callable[[str], Iterable[Iterable[str]]]

CACHE_KEY = "search.synonyms"
# Changes made by another host are seen after this time at the latest.
LIFETIME_SECONDS = 300
MAX_WORDS_IN_EXPRESSION = 16

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Registers a provider; `provider(language)` returns groups of equivalent expressions."""
    if provider not in _providers:
        _providers.append(provider)


def unregister(provider: Provider) -> None:
    """Removes a provider."""
    _providers.remove(provider)


def clear_cache(languages: Iterable[str]) -> None:
    """Clears the cached synonyms of these languages; call it when a provider's data change."""
    cache.delete_many([_key(language) for language in languages])


def by_stems(language: str) -> dict[Words, tuple[Words, ...]]:
    """Stems of each expression → stems of its synonyms."""
    found: dict[Words, tuple[Words, ...]] = generation_cache.get_or_make_until(
        (CACHE_KEY, language),
        lambda: _cached(language),
        lambda: timezone.now() + timedelta(seconds=LIFETIME_SECONDS),
    )
    return found


def _cached(language: str) -> dict[Words, tuple[Words, ...]]:
    known: dict[Words, tuple[Words, ...]] | None = cache.get(_key(language))
    if known is None:
        known = _load(language)
        cache.set(_key(language), known, LIFETIME_SECONDS)
    return known


def _key(language: str) -> str:
    return f"{CACHE_KEY}.{language}"


def _load(language: str) -> dict[Words, tuple[Words, ...]]:
    known: dict[Words, tuple[Words, ...]] = {}
    for provider in _providers:
        for group in provider(language):
            rows = dict.fromkeys(tuple(stems(words(text), language)) for text in group)
            for row in rows:
                others = [other for other in rows if other not in (row, ())]
                if row and others and len(row) <= MAX_WORDS_IN_EXPRESSION:
                    known[row] = tuple(dict.fromkeys([*known.get(row, ()), *others]))
    return known


def connect() -> None:
    """Registers the provider and clears its cache when terms change."""
    register(groups)
    terms_changed.connect(_on_change, dispatch_uid="search.terms")


def groups(language: str) -> Iterable[list[str]]:
    """For each concept its terms and abbreviations in the language, where there are several.

    Deprecated terms are included, since readers may search for them; so are the abbreviations of
    all languages ("COP-MOP" finds "CdP-RdP") and their plurals ("lmos").
    """
    own = primary(language)
    by_concept: defaultdict[str, list[str]] = defaultdict(list)
    for entry in term_entries.in_languages(*dict.fromkeys([own, *codes()])):
        texts = [entry.text] if entry.language == own else []
        by_concept[entry.concept] += [*texts, *_abbreviations(entry.abbreviation)]
    return [expressions for expressions in by_concept.values() if len(expressions) > 1]


def _abbreviations(abbreviation: str) -> list[str]:
    if not abbreviation.isupper():
        return [abbreviation] if abbreviation else []
    return [abbreviation, f"{abbreviation}s"]


def _on_change(languages: list[str], **_kwargs: Any) -> None:
    clear_cache(languages)
