"""The databases' own full-text indexes, behind a few functions.

Ranking happens inside the database and stops at `limit`, so that a common word costs no more
than its postings; Wagtail's own SQLite backend ranks in a subquery for every hit. A word in the
title weighs most, then one in the summary, then one in the text.

`search_index` has the language of a page as one more word, so that pages of other languages are
never looked at. It stands in no foreign key: SQLite's virtual tables know none.
"""

from django.db import connection

from search.models import SearchEntry
from search.words import matches_beginnings, words

# PostgreSQL ranks a page from its whole vector, which lies outside its row. Where more pages match
# in their texts only, this many of them are ranked for each result wanted.
RANKED_PER_RESULT = 2


def store(entry: SearchEntry) -> None:
    """Indexes the words of `entry`, replacing those it had."""
    remove(entry.pk)
    texts = [" ".join(words(text)) for text in (entry.title, entry.summary, entry.text)]
    row = [entry.pk, _language_token(entry.language), *texts]
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRESQL_STORE if _is_postgresql() else _SQLITE_STORE, row)


def remove(page_id: int) -> None:
    """Forgets the words of a page."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_index WHERE {_key()} = %s", [page_id])  # noqa: S608


def remove_strays() -> None:
    """Forgets the words of pages that have no entry, for example after a flush."""
    entries = "SELECT page_id FROM search_searchentry"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_index WHERE {_key()} NOT IN ({entries})")  # noqa: S608


def find(query_words: list[str], language: str, limit: int, below: str = "") -> list[int]:
    """Ids of pages in `language` that have all the words, the best match first.

    `below` is a tree path: only pages beneath it are looked at. PostgreSQL ranks those with all
    words in title and summary before the others.
    """
    with connection.cursor() as cursor:
        cursor.execute(*statement(query_words, language, limit, below))
        return [row[0] for row in cursor.fetchall()]


def statement(
    query_words: list[str], language: str, limit: int, below: str = ""
) -> tuple[str, list[str | int]]:
    """The query that `find` sends, and its parameters."""
    # Paths are read from the tree at the time of the search, so a moved section is right at once.
    # They hold digits and capitals only, compared byte by byte: "~" follows all of them.
    within: list[str | int] = [below, f"{below}~"] if below else []
    if not _is_postgresql():
        sql = _SQLITE_FIND % (_SQLITE_WITHIN if below else "")
        return sql, [_sqlite_query(query_words, language), *within, limit]
    wanted = _postgresql_query(query_words)
    further = RANKED_PER_RESULT * limit
    sql = _POSTGRESQL_FIND.replace("/* within */", _POSTGRESQL_WITHIN if below else "")
    token = _language_token(language)
    return sql, [token, wanted, *within, limit, *within, further, limit]


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _key() -> str:
    return "page_id" if _is_postgresql() else "rowid"


# Words hold letters and digits only, so neither query language has anything to interpret.


def _sqlite_query(query_words: list[str], language: str) -> str:
    terms = [f'"{word}"{"*" if matches_beginnings(word) else ""}' for word in query_words]
    in_language = f"language : {_language_token(language)}"
    return f"{in_language} AND {{title summary body}} : ({' AND '.join(terms)})"


def _postgresql_query(query_words: list[str]) -> str:
    return " & ".join(f"{word}{':*' if matches_beginnings(word) else ''}" for word in query_words)


def _language_token(language: str) -> str:
    """One word for a language code, for example "langzhhans".

    PostgreSQL, which has no columns within its index, sets it apart by a sign no word has.
    """
    return ("#" if _is_postgresql() else "") + "lang" + "".join(words(language))


_SQLITE_STORE = (
    "INSERT INTO search_index (rowid, language, title, summary, body) VALUES (%s, %s, %s, %s, %s)"
)
_SQLITE_FIND = (
    "SELECT rowid FROM search_index WHERE search_index MATCH %%s %s "
    "ORDER BY bm25(search_index, 0.0, 10.0, 4.0, 1.0), rowid LIMIT %%s"
)
# The sign keeps SQLite from searching anew for each of these pages.
_SQLITE_WITHIN = "AND +rowid IN (SELECT id FROM wagtailcore_page WHERE path > %s AND path < %s)"
_POSTGRESQL_WITHIN = (
    "AND page_id IN (SELECT id FROM wagtailcore_page WHERE path ~>~ %s AND path ~<~ %s)"
)
_POSTGRESQL_STORE = """
INSERT INTO search_index (page_id, head, words)
SELECT page_id, head, head || setweight(to_tsvector('simple', body), 'D')
FROM (
    SELECT page_id, body, array_to_tsvector(ARRAY[language])
        || setweight(to_tsvector('simple', title), 'A')
        || setweight(to_tsvector('simple', summary), 'B') AS head
    FROM (VALUES (%s, %s, %s, %s, %s)) AS given (page_id, language, title, summary, body)
) AS weighted
"""
# Out of the planner's sight, the query is always answered from the indexes: knowing it, the
# planner takes a common word for a reason to read every vector.
_POSTGRESQL_FIND = """
WITH query AS MATERIALIZED (
    SELECT wanted, %s::tsquery && wanted AS here
    FROM to_tsquery('simple', %s) AS wanted WHERE numnode(wanted) > 0
)
SELECT page_id FROM (
    (SELECT page_id, words, 0 AS tier FROM search_index, query WHERE head @@ here /* within */
     ORDER BY ts_rank(head, wanted) DESC, page_id LIMIT %s)
    UNION ALL
    (SELECT page_id, words, 1 FROM search_index, query WHERE words @@ here AND NOT head @@ here
     /* within */
     LIMIT %s)
) AS candidate, query
ORDER BY tier, ts_rank(words, wanted) DESC, page_id LIMIT %s
"""
