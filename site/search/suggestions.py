"""Where nothing was found: what the reader may have meant.

A suggestion is only made of words that stand on pages which the reader may see, and finds such a
page; it is written as that page writes it.
"""

from search.highlights import first_match
from search.models import SearchEntry
from search.page_search import find_page_ids
from search.query_parser import Clause, Query, parse
from search.spelling_vocabulary import similar

# So many words are mended, each with the best of so many others.
MAX_MENDED = 3
MAX_TRIED = 4


def suggestion(text: str, language: str) -> str:
    """Another query in place of one that finds nothing; empty where none is near."""
    query = parse(text, language)
    mended, has_changed = [], False
    unknown = _unknown_words(query)
    for word in query.plain_words:
        better = _better(word, language) if word in unknown else word
        has_changed = has_changed or better != word
        mended.append(better)
    phrases = [f'"{" ".join(clause.words)}"' for clause in query.clauses if clause.is_phrase]
    if not has_changed:
        return ""
    proposal = " ".join([*mended, *phrases])
    # A word is mended with one that finds something.
    is_sure = len(mended) == 1 and not phrases
    return proposal if is_sure or find_page_ids(proposal, language) else ""


def _unknown_words(query: Query) -> list[str]:
    """Those that no readable page has."""
    plain = dict.fromkeys(query.plain_words)
    unknown = [word for word in plain if not find_page_ids(f'"{word}"', query.language)]
    return unknown[:MAX_MENDED]


def _better(word: str, language: str) -> str:
    for candidate in similar(word, language, MAX_TRIED):
        ids = find_page_ids(f'"{candidate}"', language)
        if ids:
            return _as_written(candidate, ids[0], language)
    return word


def _as_written(word: str, page_id: int, language: str) -> str:
    """With the accents that it has on a page, in small letters."""
    entry = SearchEntry.objects.filter(pk=page_id).first()
    query = Query(language, [Clause((word,), is_phrase=True)])
    return (first_match(entry, query) if entry else "").lower() or word
