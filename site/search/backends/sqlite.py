"""SQLite index: an FTS5 table with columns for words and stems.

Every word is quoted and has only letters and digits, so it cannot contain FTS5 syntax.
"""

import json
from collections.abc import Iterable
from itertools import chain
from typing import Any

from core.text.stemming import stem, stems
from search.backends.index_document import Document, language_word
from search.backends.tree_scope import Range, Scope
from search.query_parser import Clause, Query, Words
from search.tokenizer import matches_prefixes

Statement = tuple[str, list[Any]]

_TEXT = "{title summary body}"
# Between the parts of a page, so that no phrase of stems spans two parts.
_GAP = " 0x0 "


def store(document: Document) -> Statement:
    """INSERT statement for a document."""
    texts = [" ".join(part) for part in document.parts]
    stemmed = _GAP.join(" ".join(stems(part, document.language)) for part in document.parts)
    sql = (
        "INSERT INTO search_index (rowid, language, title, summary, body, stems) "
        "VALUES (%s, %s, %s, %s, %s, %s)"
    )
    return sql, [document.page_id, language_word(document.language, document.kind), *texts, stemmed]


def find(query: Query, limit: int, scope: Scope, *, is_wide: bool) -> Statement:
    """Statement of `search.backends.find`."""
    where, parameters = _where(scope)
    sql = (
        f"SELECT rowid FROM search_index WHERE search_index MATCH %s {where}"  # noqa: S608
        "ORDER BY bm25(search_index, 0.0, 10.0, 4.0, 1.0, 0.5), rowid LIMIT %s"
    )
    return sql, [_match(query, is_wide=is_wide), *parameters, limit]


def find_any(query: Query, limit: int, scope: Scope) -> Statement:
    """Statement of `search.backends.find_any`."""
    where, parameters = _where(scope)
    sql = f"SELECT rowid FROM search_index WHERE search_index MATCH %s {where}LIMIT %s"  # noqa: S608
    return sql, [_match(query, is_wide=True), *parameters, limit]


def _where(scope: Scope) -> Statement:
    """SQL conditions for the scope, and their parameters."""
    # "+rowid" keeps SQLite from running the search once per page; CROSS JOIN makes it look up each
    # range in the index of paths.
    pages = (
        "(SELECT page.id FROM json_each(%s) AS span CROSS JOIN wagtailcore_page AS page "
        "WHERE page.path >= json_extract(span.value, '$[0]') "
        "AND page.path < json_extract(span.value, '$[1]')) "
    )
    sql = f"AND +rowid IN {pages}" * len(scope.within)
    sql += f"AND +rowid NOT IN {pages}" if scope.outside else ""
    groups: list[Iterable[Range]] = [*scope.within, *([scope.outside] if scope.outside else [])]
    return sql, [json.dumps(list(ranges)) for ranges in groups]


def _match(query: Query, *, is_wide: bool) -> str:
    clauses = [_clause(clause, query.language, is_wide=is_wide) for clause in query.clauses]
    wanted = " AND ".join([f"language : {language_word(query.language, query.kind)}", *clauses])
    if not query.without:
        return wanted
    return f"({wanted}) NOT ({_TEXT} : ({' OR '.join(map(_row, query.without))}))"


def _clause(clause: Clause, language: str, *, is_wide: bool) -> str:
    if clause.is_phrase:
        return f"{_TEXT} : {_row(clause.words)}"
    if not is_wide:
        return f"{_TEXT} : ({' AND '.join(map(_quoted, clause.words))})"
    every = " AND ".join(_any_form(word, language) for word in clause.words)
    return "(" + " OR ".join(chain([f"({every})"], map(_row_of_stems, clause.instead))) + ")"


def _any_form(word: str, language: str) -> str:
    beginning = "*" if matches_prefixes(word) else ""
    return f"({_TEXT} : {_quoted(word)}{beginning} OR stems : {_quoted(stem(word, language))})"


def _row(words: Words) -> str:
    return _quoted(" ".join(words))


def _row_of_stems(words: Words) -> str:
    return f"stems : {_row(words)}"


def _quoted(word: str) -> str:
    return f'"{word}"'
