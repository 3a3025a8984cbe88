"""Rows of SQL that is written out, since Django composes it slower than the database runs it."""

from collections.abc import Collection
from typing import Any

from django.db import connection


def rows_with(statement: str, keys: Collection[Any]) -> list[tuple[Any, ...]]:
    """Returns the rows of a statement; `{keys}` in it stands for the list of `keys`, or for none.

    The statement is the program's own text; the keys are passed as parameters.
    """
    if not keys:
        return []
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(keys))
        cursor.execute(statement.format(keys=places), list(keys))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
