"""The order of the best results, by rules that do not depend on the database.

SQLite ranks by BM25, PostgreSQL by its own measure. The first results of either are put in one
order: a page that is called what was asked for, then pages with the words in the title, in title
and summary, and in the text. Of equal ones, the one that has the query as it stands and the words
more often comes first, then the one that stands earlier in the page tree.
"""

from collections.abc import Callable
from itertools import chain
from typing import NamedTuple

from core.text.stemming import stems
from search.query_parser import Query
from search.raw_rows import rows_with
from search.tokenizer import words

# So many are looked at; their texts up to so many characters.
RANKED = 20
CHARACTERS = 4_000
# An occurrence after the third says no more about a page.
COUNTED = 3

Key = tuple[int, bool, int, str]


class Texts(NamedTuple):
    """What the order depends on: title, summary, and the first characters of the text."""

    title: str
    summary: str
    start: str


def rank(ids: list[int], query: Query, paths: dict[int, str], named: set[int]) -> list[int]:
    """Returns `ids`, the first RANKED of them in their final order; one query.

    `paths` are the positions in the page tree, `named` the pages that are called what was asked.
    """
    first = ids[:RANKED]
    if len(first) < 2:
        return ids
    entries = {pk: Texts(*texts) for pk, *texts in rows_with(_STATEMENT, first)}
    key = _key_of(query)

    def place(pk: int) -> tuple[bool, Key]:
        entry = entries.get(pk)
        return pk not in named, key(entry, paths[pk]) if entry else (9, True, 0, paths[pk])

    return [*sorted(first, key=place), *ids[RANKED:]]


_STATEMENT = (
    f"SELECT page_id, title, summary, SUBSTR(text, 1, {CHARACTERS})"  # noqa: S608 - a number
    " FROM search_searchentry WHERE page_id IN ({keys})"
)


def _key_of(query: Query) -> Callable[[Texts, str], Key]:
    asked = list(chain.from_iterable(clause.words for clause in query.clauses))
    exact = set(asked)
    stemmed = set(stems(asked, query.language))
    in_a_row = f" {' '.join(asked)} "

    def key(entry: Texts, path: str) -> Key:
        title, summary = words(entry.title), words(entry.summary)
        text = words(entry.start)
        every = [*title, *summary, *text]
        counts = (min(every.count(word), COUNTED) for word in exact)
        is_in_a_row = in_a_row in f" {' '.join(every)} "
        return (
            _tier(title, summary, exact, stemmed, query.language),
            not is_in_a_row,
            -sum(counts),
            path,
        )

    return key


def _tier(
    title: list[str], summary: list[str], exact: set[str], stemmed: set[str], language: str
) -> int:
    """0 to 4: where the words stand, and whether in another form."""
    head = [*title, *summary]
    if exact <= set(title):
        return 0
    if stemmed <= set(stems(title, language)):
        return 1
    if exact <= set(head):
        return 2
    return 3 if stemmed <= set(stems(head, language)) else 4
