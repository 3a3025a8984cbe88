"""Expressions that mean the same: an abbreviation and the term it stands for.

An app that knows some registers a provider, and calls `forget` when its data change:

    synonyms.register(my_groups)     # my_groups("es") → [["OVM", "organismo vivo modificado"], …]
"""

from collections.abc import Callable, Iterable

from django.core.cache import cache

from core.text.stemming import stems
from search.tokenizer import words

Words = tuple[str, ...]
Provider = Callable[[str], Iterable[Iterable[str]]]

CACHE_KEY = "search.synonyms"
# How long a server may go without hearing of a change that another one has made.
LIFETIME_SECONDS = 300
MAX_WORDS_IN_EXPRESSION = 16

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """`provider(language)` gives groups of expressions of that language that are equivalent."""
    if provider not in _providers:
        _providers.append(provider)


def unregister(provider: Provider) -> None:
    _providers.remove(provider)


def forget(languages: Iterable[str]) -> None:
    """Asks the providers anew from now on; to be called when their data change."""
    cache.delete_many([_key(language) for language in languages])


def by_stems(language: str) -> dict[Words, tuple[Words, ...]]:
    """For the stems of each known expression, the stems of those that mean the same."""
    known: dict[Words, tuple[Words, ...]] | None = cache.get(_key(language))
    if known is None:
        known = _ask_providers(language)
        cache.set(_key(language), known, LIFETIME_SECONDS)
    return known


def _key(language: str) -> str:
    return f"{CACHE_KEY}.{language}"


def _ask_providers(language: str) -> dict[Words, tuple[Words, ...]]:
    known: dict[Words, tuple[Words, ...]] = {}
    for provider in _providers:
        for group in provider(language):
            rows = dict.fromkeys(tuple(stems(words(text), language)) for text in group)
            for row in rows:
                others = [other for other in rows if other not in (row, ())]
                if row and others and len(row) <= MAX_WORDS_IN_EXPRESSION:
                    known[row] = tuple(dict.fromkeys([*known.get(row, ()), *others]))
    return known
