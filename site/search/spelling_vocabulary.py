"""Vocabulary of the indexed pages, for spelling suggestions."""

from itertools import chain

from django.db.models import Q

from rapidfuzz.distance import OSA

from core.text.folding import is_unspaced
from search.backends.index_document import Document
from search.models import SearchWord
from search.tokenizer import MAX_WORD_LENGTH, MIN_PREFIX_LENGTH

# Candidates compared with a misspelt word, whatever the size of the site.
MAX_COMPARED = 5_000
BATCH_SIZE = 500


def add_words(document: Document) -> None:
    """Adds the words of a page to the vocabulary."""
    every = set(chain.from_iterable(document.parts))
    plain = sorted(word for word in every if _is_plain(word))
    for at in range(0, len(plain), BATCH_SIZE):
        some = plain[at : at + BATCH_SIZE]
        words = SearchWord.objects.filter(language=document.language, word__in=some)
        known = set(words.values_list("word", flat=True))
        rows = [_row(document.language, word) for word in some if word not in known]
        # Another page may add the same word concurrently.
        SearchWord.objects.bulk_create(rows, ignore_conflicts=True)


def similar_words(word: str, language: str, limit: int) -> list[str]:
    """Words within a small edit distance of `word`, the nearest first."""
    if not _is_plain(word) or len(word) > MAX_WORD_LENGTH:
        return []
    max_distance = 1 if len(word) < 6 else 2
    nearby = SearchWord.objects.filter(
        Q(beginning=word[:2]) | Q(ending=word[-2:]),
        language=language,
        length__range=(len(word) - max_distance, len(word) + max_distance),
    ).exclude(word=word)
    candidates = nearby.values_list("word", flat=True)[:MAX_COMPARED]
    distances = {
        candidate: OSA.distance(word, candidate, score_cutoff=max_distance)
        for candidate in candidates
    }
    close = [candidate for candidate, count in distances.items() if count <= max_distance]
    return sorted(close, key=lambda candidate: (distances[candidate], candidate))[:limit]


def _is_plain(word: str) -> bool:
    return len(word) >= MIN_PREFIX_LENGTH and word.isalpha() and not is_unspaced(word)


def _row(language: str, word: str) -> SearchWord:
    return SearchWord(
        language=language,
        word=word,
        beginning=word[:2],
        ending=word[-2:],
        length=len(word),
    )
