"""Spelling suggestions for queries without results.

Suggested words are taken from pages that the reader may see, spelt as there, and the suggested
query has results.
"""

import re

from search.highlights import first_match
from search.models import SearchEntry
from search.page_search import find_page_ids
from search.query_parser import Clause, Query, parse
from search.spelling_vocabulary import similar_words

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
    """Words of the query that no readable page has."""
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
    written = first_match(entry, Query(language, [Clause((word,), is_phrase=True)])) or word
    is_common = re.search(
        rf"(?<!\w){re.escape(written.lower())}(?!\w)", f"{entry.summary} {entry.text}"
    )
    return written.lower() if is_common else written
