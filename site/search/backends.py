"""The databases' own full-text indexes, behind three functions.

Ranking happens inside the database and stops at `limit`, so that a common word costs no more
than its postings; Wagtail's own SQLite backend ranks in a subquery for every hit. A word in the
title weighs most, then one in the summary, then one in the text.
"""

from django.db import connection

from search.models import SearchEntry
from search.words import matches_beginnings, words


def store(entry: SearchEntry) -> None:
    """Indexes the words of `entry`, replacing those it had."""
    texts = [" ".join(words(text)) for text in (entry.title, entry.summary, entry.text)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_STORE, [*texts, entry.pk])
        else:
            cursor.execute("DELETE FROM search_index WHERE rowid = %s", [entry.pk])
            row = [entry.pk, _language_token(entry.language), *texts]
            cursor.execute(_SQLITE_STORE, row)


def remove(page_id: int) -> None:
    """Forgets a page. On PostgreSQL its words stand in the entry's own row and go with it."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE rowid = %s", [page_id])


def find(query_words: list[str], language: str, limit: int) -> list[int]:
    """Ids of pages in `language` that have all the words, the best match first."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FIND, [_postgresql_query(query_words), language, limit])
        else:
            cursor.execute(_SQLITE_FIND, [_sqlite_query(query_words, language), limit])
        return [row[0] for row in cursor.fetchall()]


# Words hold letters and digits only, so neither query language has anything to interpret.


def _sqlite_query(query_words: list[str], language: str) -> str:
    terms = [f'"{word}"{"*" if matches_beginnings(word) else ""}' for word in query_words]
    in_language = f"language : {_language_token(language)}"
    return f"{in_language} AND {{title summary body}} : ({' AND '.join(terms)})"


def _postgresql_query(query_words: list[str]) -> str:
    return " & ".join(f"{word}{':*' if matches_beginnings(word) else ''}" for word in query_words)


def _language_token(language: str) -> str:
    """One word for a language code, for example "lang" + "zhhans"."""
    return "lang" + "".join(words(language))


_SQLITE_STORE = (
    "INSERT INTO search_index (rowid, language, title, summary, body) VALUES (%s, %s, %s, %s, %s)"
)
_SQLITE_FIND = (
    "SELECT rowid FROM search_index WHERE search_index MATCH %s "
    "ORDER BY bm25(search_index, 0.0, 10.0, 4.0, 1.0), rowid LIMIT %s"
)
_POSTGRESQL_STORE = (
    "UPDATE search_searchentry SET vector = setweight(to_tsvector('simple', %s), 'A') || "
    "setweight(to_tsvector('simple', %s), 'B') || setweight(to_tsvector('simple', %s), 'D') "
    "WHERE page_id = %s"
)
_POSTGRESQL_FIND = (
    "SELECT page_id FROM search_searchentry, to_tsquery('simple', %s) AS query "
    "WHERE vector @@ query AND language = %s ORDER BY ts_rank(vector, query) DESC, page_id LIMIT %s"
)
