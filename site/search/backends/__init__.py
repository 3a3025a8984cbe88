"""Full-text index: stores, removes and finds pages on SQLite and PostgreSQL.

Matching and ranking happen in the database and stop at `limit`. Words, stems and phrases are
computed in Python, so that both databases find the same pages. Matches in the title rank first,
then those in the summary, then those in the text; exact words rank before other forms.

`search_index` has no foreign key: SQLite's virtual tables cannot have one.
"""

from types import ModuleType
from typing import Any

from django.db import connection

from search.backends import postgresql, sqlite
from search.backends.index_document import Document
from search.backends.tree_scope import Scope
from search.query_parser import Query

__all__ = [
    "Document",
    "Scope",
    "find",
    "find_any",
    "other_texts",
    "remove",
    "remove_orphans",
    "statement",
    "store",
    "unindexed_pages",
]


def store(document: Document) -> None:
    """Indexes the words of a page, replacing its former ones."""
    remove(document.page_id)
    with connection.cursor() as cursor:
        cursor.execute(*_backend().store(document))


def remove(page_id: int) -> None:
    """Removes a page from the index."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_index WHERE {_key()} = %s", [page_id])  # noqa: S608


def remove_orphans() -> None:
    """Removes pages without a SearchEntry from the index, for example after a flush."""
    entries = "SELECT page_id FROM search_searchentry"
    sql = f"DELETE FROM search_index WHERE {_key()} > 0 AND {_key()} NOT IN ({entries})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql)


def other_texts() -> set[int]:
    """The (negative) keys of indexed texts that are not pages."""
    sql = f"SELECT {_key()} FROM search_index WHERE {_key()} < 0"  # noqa: S608
    return set(_ids(sql, []))


def unindexed_pages() -> list[int]:
    """Ids of pages that have a SearchEntry but are not in the index."""
    sql = f"SELECT page_id FROM search_searchentry WHERE page_id NOT IN (SELECT {_key()} FROM search_index)"  # noqa: S608, E501
    return _ids(sql, [])


def find(query: Query, limit: int, scope: Scope | None = None) -> list[int]:
    """Ids of matching pages, the best first, `limit` at most."""
    # A query of exclusions only finds nothing.
    if not query.clauses:
        return []
    as_written, any_form = (
        statement(query, limit, scope or Scope(), is_wide=is_wide) for is_wide in (False, True)
    )
    found = _ids(*as_written)
    # A phrase has one form only.
    if len(found) < limit and any_form != as_written:
        found += _ids(*any_form)
    return list(dict.fromkeys(found))[:limit]


def find_any(query: Query, limit: int, scope: Scope | None = None) -> list[int]:
    """Ids of matching pages in no order, for counting; cheaper than `find`."""
    if not query.clauses:
        return []
    return _ids(*_backend().find_any(query, limit, scope or Scope()))


def statement(query: Query, limit: int, scope: Scope, *, is_wide: bool) -> tuple[str, list[Any]]:
    """SQL and parameters of `find`, for exact words or, with `is_wide`, for all their forms."""
    sql, parameters = _backend().find(query, limit, scope, is_wide=is_wide)
    return sql, parameters


def _ids(sql: str, parameters: list[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]


def _backend() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else sqlite


def _key() -> str:
    return "page_id" if connection.vendor == "postgresql" else "rowid"
