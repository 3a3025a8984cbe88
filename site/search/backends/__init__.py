"""The databases' own full-text indexes, behind a few functions.

Matching and ranking happen inside the database and stop at `limit`. What is a word, a stem or a
phrase is decided here, in Python, so that both databases find the same pages. A word in the title
weighs most, then one in the summary, then one in the text; pages that have the words as they were
written come before those that have other forms of them.

`search_index` stands in no foreign key: SQLite's virtual tables know none.
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
    "missing",
    "remove",
    "remove_strays",
    "statement",
    "store",
]


def store(document: Document) -> None:
    """Indexes the words of a page, replacing those it had."""
    remove(document.page_id)
    with connection.cursor() as cursor:
        cursor.execute(*_backend().store(document))


def remove(page_id: int) -> None:
    """Forgets the words of a page."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_index WHERE {_key()} = %s", [page_id])  # noqa: S608


def remove_strays() -> None:
    """Forgets the words of pages that have no entry, for example after a flush."""
    entries = "SELECT page_id FROM search_searchentry"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_index WHERE {_key()} NOT IN ({entries})")  # noqa: S608


def missing() -> list[int]:
    """The pages that have an entry, but whose words are not indexed."""
    sql = f"SELECT page_id FROM search_searchentry WHERE page_id NOT IN (SELECT {_key()} FROM search_index)"  # noqa: S608, E501
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def find(query: Query, limit: int, scope: Scope | None = None) -> list[int]:
    """Ids of the pages that the query asks for, the best match first."""
    # Exclusions alone ask for nothing.
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
    """Ids of pages that the query asks for, in no order: the cheapest way to count a few."""
    if not query.clauses:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*_backend().find_any(query, limit, scope or Scope()))
        return [row[0] for row in cursor.fetchall()]


def statement(query: Query, limit: int, scope: Scope, *, is_wide: bool) -> tuple[str, list[Any]]:
    """The SQL that `find` sends, and its parameters: for the words as written, or all forms."""
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
