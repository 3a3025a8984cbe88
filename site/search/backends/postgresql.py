"""PostgreSQL index: three tsvectors per page, computed in Python.

`keys` answers every query from its GIN index alone. Without positions, it holds each word, stem
("=stem"), pair of adjacent words ("one+two") or stems ("=one+two"), and prefixes of words ("^beg"),
so that a phrase or prefix is one look-up; PostgreSQL's own phrase search would read every page with
the words. `head` holds the same for title and summary, and their words with positions. `words` is
used for ranking only.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import Any

from core.text.folding import is_unspaced
from core.text.stemming import stem, stems
from search.backends.index_document import Document, language_word
from search.backends.tree_scope import Range, Scope
from search.query_parser import Clause, Query, Words
from search.tokenizer import MIN_PREFIX_LENGTH, matches_prefixes

Statement = tuple[str, list[Any]]

# Of pages that match in their texts only, this many are ranked for each result.
RANKED_PER_RESULT = 2
# Longer prefixes match few words and are searched with `:*`.
MAX_PREFIX_LENGTH = 6
# Limits of tsvector: total bytes, highest position, positions of one word.
MAX_BYTES = 700_000
MAX_POSITION = 16_383
MAX_POSITIONS = 255

_WEIGHTS = ("A", "B", "D")


def store(document: Document) -> Statement:
    """INSERT statement for a document."""
    positions = _positions(document.parts)
    in_head = _positions(document.parts[:2])
    language = f"#{language_word(document.language, document.kind)}"
    sql = (
        "INSERT INTO search_index (page_id, is_long, head, words, keys) VALUES "
        "(%s, %s, %s::tsvector, %s::tsvector, %s::tsvector)"
    )
    head = [*_with_positions(in_head), *map(_quoted, _keys(document, document.parts[:2]))]
    keys = [*map(_quoted, positions), *map(_quoted, _keys(document, document.parts))]
    vectors = [
        [_quoted(language), *head],
        [*_with_positions(positions)],
        [_quoted(language), *keys],
    ]
    return sql, [document.page_id, _is_long(document, positions), *map(_truncated, vectors)]


def _positions(parts: list[list[str]]) -> dict[str, list[str]]:
    places: defaultdict[str, list[str]] = defaultdict(list)
    at = 0
    for part, weight in zip(parts, _WEIGHTS, strict=False):
        for word in part:
            at += 1
            if at <= MAX_POSITION and len(places[word]) < MAX_POSITIONS:
                places[word].append(f"{at}{weight}")
        # A gap, so that no phrase spans two parts.
        at += 1
    return places


def _is_long(document: Document, positions: dict[str, list[str]]) -> bool:
    """Whether the vector cannot hold all positions."""
    length = sum(map(len, document.parts)) + len(document.parts)
    return length > MAX_POSITION or any(len(at) >= MAX_POSITIONS for at in positions.values())


def _with_positions(positions: dict[str, list[str]]) -> Iterator[str]:
    for word, places in positions.items():
        yield f"{_quoted(word)}:{','.join(places)}" if places else _quoted(word)


def _keys(document: Document, parts: list[list[str]]) -> Iterable[str]:
    """Stems, pairs and prefixes of the words, the most useful first, without duplicates."""
    stemmed = [stems(part, document.language) for part in parts]
    found = dict.fromkeys(f"={each}" for part in stemmed for each in part)
    found.update(dict.fromkeys(chain.from_iterable(map(_pairs, parts))))
    found.update(dict.fromkeys(f"={pair}" for part in stemmed for pair in _pairs(part)))
    every_word = dict.fromkeys(chain.from_iterable(parts))
    found.update(dict.fromkeys(chain.from_iterable(map(_prefixes, every_word))))
    return found


def _pairs(row: Iterable[str]) -> list[str]:
    return [f"{one}+{two}" for one, two in pairwise(row)]


def _prefixes(word: str) -> list[str]:
    if is_unspaced(word):
        return [f"^{word[0]}"]
    longest = min(MAX_PREFIX_LENGTH, len(word) - 1)
    return [f"^{word[:length]}" for length in range(MIN_PREFIX_LENGTH, longest + 1)]


def _truncated(lexemes: list[str]) -> str:
    """Joins as many lexemes as a tsvector can hold."""
    kept, size = [], 0
    for lexeme in lexemes:
        size += len(lexeme.encode()) + 1
        if size > MAX_BYTES:
            break
        kept.append(lexeme)
    return " ".join(kept)


def find(query: Query, limit: int, scope: Scope, *, is_wide: bool) -> Statement:
    """Statement of `search.backends.find`."""
    where, within = _where(scope)
    wanted, rank_by, rows = (
        _wanted(query, is_wide=is_wide),
        _rank_tsquery(query),
        _phrase_tsquery(query),
    )
    sql = _FIND.replace("/* without */", _WITHOUT if query.without else "")
    sql = sql.replace("/* scope */", where)
    candidates = [*within, limit, *within, RANKED_PER_RESULT * limit]
    return sql, [wanted, rank_by, rows, *candidates, limit]


def find_any(query: Query, limit: int, scope: Scope) -> Statement:
    """Statement of `search.backends.find_any`."""
    where, within = _where(scope)
    sql = _FIND_ANY.replace("/* scope */", where)
    candidates = [*within, RANKED_PER_RESULT * limit]
    return sql, [_wanted(query, is_wide=True), _phrase_tsquery(query), *candidates, limit]


def _where(scope: Scope) -> Statement:
    """SQL conditions for the scope, and their parameters."""
    # OFFSET 0 makes the planner look up each range in the index of paths.
    pages = (
        "(SELECT page.id FROM unnest(%s::text[], %s::text[]) AS span (low, high), LATERAL "
        "(SELECT id FROM wagtailcore_page WHERE path ~>=~ low AND path ~<~ high OFFSET 0) AS page) "
    )
    sql = f"AND page_id IN {pages}" * len(scope.within)
    sql += f"AND page_id NOT IN {pages}" if scope.outside else ""
    groups: list[Iterable[Range]] = [*scope.within, *([scope.outside] if scope.outside else [])]
    parameters: list[Any] = []
    for ranges in map(list, groups):
        parameters += [[low for low, _high in ranges], [high for _low, high in ranges]]
    return sql, parameters


def _wanted(query: Query, *, is_wide: bool) -> str:
    clauses = [_clause(clause, query.language, is_wide=is_wide) for clause in query.clauses]
    without = [f"!({_row(words)})" for words in query.without]
    return " & ".join(
        [_quoted(f"#{language_word(query.language, query.kind)}"), *clauses, *without]
    )


def _clause(clause: Clause, language: str, *, is_wide: bool) -> str:
    if clause.is_phrase:
        return _row(clause.words)
    if not is_wide:
        return " & ".join(map(_quoted, clause.words))
    every = " & ".join(_any_form(word, language) for word in clause.words)
    return "(" + " | ".join([f"({every})", *(_row(row, "=") for row in clause.instead)]) + ")"


def _any_form(word: str, language: str) -> str:
    forms = [_quoted(word), _quoted(f"={stem(word, language)}")]
    if matches_prefixes(word):
        is_kept = len(word) <= MAX_PREFIX_LENGTH
        forms.append(_quoted(f"^{word}") if is_kept else f"{_quoted(word)}:*")
    return f"({' | '.join(forms)})"


def _row(words: Words, sign: str = "") -> str:
    """Adjacent words. Three or more are matched as pairs, then checked by `_phrase_tsquery`."""
    if len(words) == 1:
        return _quoted(sign + words[0])
    return "(" + " & ".join(_quoted(sign + pair) for pair in _pairs(words)) + ")"


def _phrase_tsquery(query: Query) -> str:
    """Exact query for phrases of three or more words; empty without any."""
    rows = [clause.words for clause in query.clauses if clause.is_phrase and len(clause.words) > 2]
    return " & ".join(f"({' <-> '.join(map(_quoted, row))})" for row in rows)


def _rank_tsquery(query: Query) -> str:
    alternatives: dict[str, None] = {}
    for clause in query.clauses:
        for word in clause.words:
            alternatives[_quoted(word)] = None
            if not clause.is_phrase:
                alternatives[f"{_quoted(stem(word, query.language))}:*"] = None
    return " | ".join(alternatives)


def _quoted(lexeme: str) -> str:
    """Lexemes have only letters, digits and the prefixes above: no escaping is needed."""
    return f"'{lexeme}'"


# The CTE hides the query from the planner, which would scan all pages for a common word.
_FIND = """
WITH query AS MATERIALIZED (
    SELECT %s::tsquery AS wanted, %s::tsquery AS rank_by, %s::tsquery AS whole_rows
)
SELECT page_id FROM (
    (SELECT page_id, is_long, words, 0 AS tier FROM search_index, query
     WHERE head @@ wanted /* without */ /* scope */
     ORDER BY ts_rank(head, rank_by) DESC, page_id LIMIT %s)
    UNION ALL
    (SELECT page_id, is_long, words, 1 FROM search_index, query
     WHERE keys @@ wanted AND NOT head @@ wanted /* scope */
     LIMIT %s)
) AS candidate, query
WHERE is_long OR numnode(whole_rows) = 0 OR words @@ whole_rows
ORDER BY tier, ts_rank(words, rank_by) DESC, page_id LIMIT %s
"""
# Excluded words may be in the text, too.
_WITHOUT = "AND keys @@ wanted"
_FIND_ANY = """
WITH query AS MATERIALIZED (SELECT %s::tsquery AS wanted, %s::tsquery AS whole_rows)
SELECT page_id FROM (
    SELECT page_id, is_long, words FROM search_index, query WHERE keys @@ wanted /* scope */
    LIMIT %s
) AS candidate, query
WHERE is_long OR numnode(whole_rows) = 0 OR words @@ whole_rows
LIMIT %s
"""
