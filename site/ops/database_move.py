"""The move from SQLite to PostgreSQL: copies all rows, and runs the site on the target database.

The rows are copied in one transaction and without the models, their values converted only by column
type, so that content which an older release wrote is kept as it is.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.utils import ConnectionHandler

import environ
from psycopg2 import Binary, DataError
from psycopg2 import Error as PostgresError
from psycopg2.extras import execute_values

# Search indexes differ by database; they are rebuilt after the move.
SEARCH_INDEX_PREFIXES = ("search_", "wagtailsearch_")
EXCLUDED_TABLES = ("django_migrations",)
BATCH_SIZE = 500

Convert = Callable[[Any], Any]
CONVERSIONS: dict[str, Convert] = {
    "boolean": bool,
    "bytea": Binary,
    # Django stores durations as microseconds in SQLite.
    "interval": lambda value: timedelta(microseconds=value),
}
COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = current_schema() AND is_generated = 'NEVER'
"""
SEQUENCES = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = current_schema()
  AND pg_get_serial_sequence(format('%I', table_name), column_name) IS NOT NULL
"""


class CopyError(Exception):
    """Names the table that could not be copied and the reason."""


def copy_all(source: sqlite3.Connection, target: Any) -> dict[str, int]:
    """Replaces the rows of `target`, a psycopg2 connection, by those of `source`, and commits.

    Returns the number of rows by table. Raises CopyError with nothing changed.
    """
    tables = _tables(source)
    try:
        with target, target.cursor() as cursor:
            cursor.execute("SET LOCAL TIME ZONE 'UTC'")
            columns = _columns(cursor)
            _compare(source, tables, columns)
            # Data migrations have inserted rows already.
            made = sorted(columns.keys() - set(EXCLUDED_TABLES))
            cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in made))
            copied = {table: _copy(source, cursor, table, columns[table]) for table in tables}
            _reset_sequences(cursor)
    except PostgresError as error:
        raise CopyError(str(error).partition("\n")[0]) from error
    return copied


def _tables(source: sqlite3.Connection) -> list[str]:
    found = source.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    excluded = (*SEARCH_INDEX_PREFIXES, *EXCLUDED_TABLES, "sqlite_")
    return [name for (name,) in found if not name.startswith(excluded)]


def _columns(cursor: Any) -> dict[str, dict[str, str]]:
    cursor.execute(COLUMNS)
    columns: dict[str, dict[str, str]] = {}
    for table, column, kind in cursor.fetchall():
        columns.setdefault(table, {})[column] = kind
    return columns


def _compare(
    source: sqlite3.Connection, tables: list[str], columns: dict[str, dict[str, str]]
) -> None:
    """Raises CopyError where a table has other columns in the two databases."""
    for table in tables:
        here = {row[1] for row in source.execute(f'PRAGMA table_info("{table}")')}
        if here != columns.get(table, {}).keys():
            raise CopyError(f"The table {table} differs; is `manage.py migrate` done here?")


def _copy(source: sqlite3.Connection, cursor: Any, table: str, columns: dict[str, str]) -> int:
    names = ", ".join(f'"{name}"' for name in columns)
    converts = [CONVERSIONS.get(kind, _strip_nul) for kind in columns.values()]
    insert = f'INSERT INTO "{table}" ({names}) VALUES %s'  # noqa: S608 - names from the catalogue
    copied = 0
    with closing(source.execute(f'SELECT {names} FROM "{table}"')) as rows:  # noqa: S608
        for batch in _batches(rows):
            values = [
                tuple(
                    None if value is None else convert(value)
                    for convert, value in zip(converts, row, strict=True)
                )
                for row in batch
            ]
            try:
                execute_values(cursor, insert, values)
            except DataError as error:
                raise CopyError(f"The table {table}: {str(error).partition(chr(10))[0]}") from error
            copied += len(values)
    return copied


def _batches(rows: sqlite3.Cursor) -> Iterator[list[tuple[Any, ...]]]:
    while batch := rows.fetchmany(BATCH_SIZE):
        yield batch


def _strip_nul(value: Any) -> Any:
    """PostgreSQL cannot store NUL characters in text."""
    return value.replace("\0", "") if isinstance(value, str) else value


def _reset_sequences(cursor: Any) -> None:
    cursor.execute(SEQUENCES)
    for table, column in cursor.fetchall():
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence(%s, %s), "  # noqa: S608 - names from the catalogue
            f'coalesce(max("{column}"), 1), max("{column}") IS NOT NULL) FROM "{table}"',
            (f'"{table}"', column),
        )


class TargetError(Exception):
    """Why the target database cannot be used."""


class Target:
    """This installation, run against another database."""

    def __init__(self, url: str) -> None:
        """`url` is in the form of DATABASE_URL. Raises TargetError where it is not PostgreSQL."""
        self.url = url
        described: dict[str, Any] = environ.Env.db_url_config(url)
        if not described.get("ENGINE", "").endswith("postgresql"):
            raise TargetError("The target must be postgres://user:password@host:5432/name")
        self.connection = ConnectionHandler({"default": described})["default"]

    def require_empty(self) -> None:
        """Raises TargetError where the database has tables."""
        with self.connection.cursor() as cursor:
            tables = self.connection.introspection.table_names(cursor)
        if tables:
            raise TargetError(f"The target has tables already ({len(tables)}); use an empty one.")

    def connect(self) -> Any:
        """Opens a plain psycopg2 connection."""
        return self.connection.get_new_connection(self.connection.get_connection_params())

    def run(self, *arguments: str, log: Callable[[str], Any] = lambda _line: None) -> str:
        """Runs `manage.py` with these arguments on the target; returns its output. Raises
        TargetError.
        """
        log("manage.py " + " ".join(arguments))
        finished = subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
            env=os.environ | {"DATABASE_URL": self.url},
            capture_output=True,
            text=True,
            check=False,
        )
        if finished.returncode:
            raise TargetError(f"{arguments[0]} failed there:\n{finished.stderr[-2000:]}")
        return finished.stdout
