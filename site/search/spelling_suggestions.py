"""Spelling suggestions for queries without results, and the vocabulary that they come from.

Suggested words are taken from pages that the reader may see, spelt as there, and the suggested
query has results.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from django.db.models import Q

from rapidfuzz.distance import OSA

from core.text.folding import is_unspaced
from search.backends.index_document import Document
from search.highlights import first_match
from search.models import SearchEntry, SearchWord
from search.page_search import find_page_ids
from search.query_parser import Clause, Query, parse
from search.tokenizer import MAX_WORD_LENGTH, MIN_PREFIX_LENGTH

# Candidates compared with a misspelt word, whatever the size of the site.
MAX_COMPARED = 5_000
BATCH_SIZE = 500


def add_words(documents: Iterable[Document]) -> None:
    """Adds the words of pages to the vocabulary."""
    by_language: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        by_language[document.language].update(chain.from_iterable(document.parts))
    for language, every in by_language.items():
        plain = sorted(word for word in every if _is_plain(word))
        for at in range(0, len(plain), BATCH_SIZE):
            _add(language, plain[at : at + BATCH_SIZE])


def _add(language: str, plain: list[str]) -> None:
    words = SearchWord.objects.filter(language=language, word__in=plain)
    known = set(words.values_list("word", flat=True))
    rows = [_row(language, word) for word in plain if word not in known]
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


# Words corrected per query, and candidates tried for each.
MAX_CORRECTED = 3
MAX_TRIED = 4


def suggestion(text: str, language: str) -> str:
    """A corrected query, or an empty string where there is none."""
    query = parse(text, language)
    corrected, has_changed = [], False
    unknown = _unknown_words(query)
    for word in query.plain_words:
        better = _correction(word, language) if word in unknown else word
        has_changed = has_changed or better != word
        corrected.append(better)
    phrases = [f'"{" ".join(clause.words)}"' for clause in query.clauses if clause.is_phrase]
    if not has_changed:
        return ""
    proposal = " ".join([*corrected, *phrases])
    # A single corrected word is known to have results.
    is_sure = len(corrected) == 1 and not phrases
    return proposal if is_sure or find_page_ids(proposal, language) else ""


def _unknown_words(query: Query) -> list[str]:
    plain = dict.fromkeys(query.plain_words)
    unknown = [word for word in plain if not find_page_ids(f'"{word}"', query.language)]
    return unknown[:MAX_CORRECTED]


def _correction(word: str, language: str) -> str:
    for candidate in similar_words(word, language, MAX_TRIED):
        ids = find_page_ids(f'"{candidate}"', language)
        if ids:
            return _as_written(candidate, ids[0], language)
    return word


def _as_written(word: str, page_id: int, language: str) -> str:
    """The word as a page spells it, with its accents and capitals.

    In lower case where the page has it so anywhere: a sentence may begin with it.
    """
    entry = SearchEntry.objects.filter(pk=page_id).first()
    if entry is None:
        return word
    written = first_match(entry, Query(language, (Clause((word,), is_phrase=True),))) or word
    is_common = re.search(
        rf"(?<!\w){re.escape(written.lower())}(?!\w)", f"{entry.summary} {entry.text}"
    )
    return written.lower() if is_common else written
