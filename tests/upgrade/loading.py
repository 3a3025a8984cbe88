"""Loads an upgrade fixture into an empty database, at the migrations of the former release."""

import sqlite3
from contextlib import closing

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ops.database_move import copy_all
from tests.upgrade.fixture import LEFT_OUT, Fixture


def load_fixture(fixture: Fixture) -> None:
    """Migrates the empty default database to the former release and replaces its rows."""
    # Not the command: its signals would write the content types and permissions of today.
    executor = MigrationExecutor(connection)
    executor.migrate(_last_of_each_app(executor, fixture.migrations))
    if connection.vendor == "sqlite":
        _load_into_sqlite(fixture, connection.settings_dict["NAME"])
        return
    with closing(sqlite3.connect(":memory:")) as source:
        for name, table in fixture.tables.items():
            columns = ", ".join(f'"{column}"' for column in table.columns)
            source.execute(f'CREATE TABLE "{name}" ({columns})')
        _insert(fixture, source)
        connection.ensure_connection()
        copy_all(source, connection.connection)


def _last_of_each_app(
    executor: MigrationExecutor, migrations: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """By the graph: squashed migrations are recorded after those that follow them."""
    nodes = executor.loader.graph.node_map
    known = {key for key in migrations if key in nodes}
    return [
        key
        for key in sorted(known)
        if not any(child.key in known and child.key[0] == key[0] for child in nodes[key].children)
    ]


def _load_into_sqlite(fixture: Fixture, file: str) -> None:
    with closing(sqlite3.connect(file)) as target, target:
        found = target.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in found:
            if not name.startswith(LEFT_OUT):
                target.execute(f'DELETE FROM "{name}"')  # noqa: S608 - names of our own
        _insert(fixture, target)


def _insert(fixture: Fixture, target: sqlite3.Connection) -> None:
    for name, table in fixture.tables.items():
        columns = ", ".join(f'"{column}"' for column in table.columns)
        places = ", ".join("?" * len(table.columns))
        insert = f'INSERT INTO "{name}" ({columns}) VALUES ({places})'  # noqa: S608
        target.executemany(insert, table.rows)
