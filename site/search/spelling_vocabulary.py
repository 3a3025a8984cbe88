"""The words that pages have, and the one that a reader may have meant."""

from collections.abc import Iterable
from itertools import chain

from django.db.models import Q

from rapidfuzz.distance import OSA

from core.text.folding import is_unspaced
from search.backends.index_document import Document
from search.models import SearchWord
from search.tokenizer import MAX_WORD_LENGTH, MIN_PREFIX_LENGTH

# So many words are compared with a misspelt one, whatever the size of the site.
MAX_COMPARED = 5_000
ROWS_AT_ONCE = 500


def learn(document: Document) -> None:
    """Takes in the words of a page; which pages have them is asked when they are suggested."""
    every = set(chain.from_iterable(document.parts))
    plain = sorted(word for word in every if _is_plain(word))
    for at in range(0, len(plain), ROWS_AT_ONCE):
        some = plain[at : at + ROWS_AT_ONCE]
        words = SearchWord.objects.filter(language=document.language, word__in=some)
        known = set(words.values_list("word", flat=True))
        rows = [_row(document.language, word) for word in some if word not in known]
        # Another page may bring the same word at the same moment.
        SearchWord.objects.bulk_create(rows, ignore_conflicts=True)


def similar(word: str, language: str, limit: int) -> list[str]:
    """Words spelt almost like `word`, the most similar first."""
    if not _is_plain(word) or len(word) > MAX_WORD_LENGTH:
        return []
    allowed = _allowed_slips(word)
    nearby = SearchWord.objects.filter(
        Q(beginning=word[:2]) | Q(ending=word[-2:]),
        language=language,
        length__range=(len(word) - allowed, len(word) + allowed),
    ).exclude(word=word)
    candidates = nearby.values_list("word", flat=True)[:MAX_COMPARED]
    return _nearest(word, candidates, allowed)[:limit]


def _nearest(word: str, candidates: Iterable[str], allowed: int) -> list[str]:
    slips = {
        candidate: OSA.distance(word, candidate, score_cutoff=allowed) for candidate in candidates
    }
    close = [candidate for candidate, count in slips.items() if count <= allowed]
    return sorted(close, key=lambda candidate: (slips[candidate], candidate))


def _allowed_slips(word: str) -> int:
    return 1 if len(word) < 6 else 2


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
