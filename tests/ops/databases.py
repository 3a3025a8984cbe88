"""The suite's site in a database of its own, which a test may wipe, break and fill again."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.utils import ConnectionHandler

from ops.backup.create import database


@contextmanager
def used(described: dict[str, Any]) -> Iterator[None]:
    """The site's default database is the one that is described, as in DATABASES."""
    live = connections["default"]
    connections["default"] = ConnectionHandler({"default": described})["default"]
    # Each database numbers its content types itself; Django remembers them by process.
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = live
        ContentType.objects.clear_cache()


@contextmanager
def empty_database(folder: Path) -> Iterator[dict[str, Any]]:
    """A new one of the suite's own kind, described as in DATABASES."""
    live = connections["default"]
    kept = {name: live.settings_dict[name] for name in ("ENGINE", "OPTIONS")}
    if live.vendor == "sqlite":
        yield {**kept, "NAME": str(folder / "own.sqlite3")}
        return
    server = {name: live.settings_dict[name] for name in ("HOST", "PORT", "USER", "PASSWORD")}
    with postgresql(server, f"{live.settings_dict['NAME']}_ops") as name:
        yield {**kept, **server, "NAME": name}


@contextmanager
def postgresql(server: dict[str, Any], name: str) -> Iterator[str]:
    """A new database on a server of PostgreSQL, gone at the end."""
    import psycopg2

    with closing(
        psycopg2.connect(
            dbname="postgres",
            user=server["USER"],
            password=server["PASSWORD"],
            host=server["HOST"],
            port=server["PORT"] or None,
        )
    ) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
            cursor.execute(drop)
            cursor.execute(f'CREATE DATABASE "{name}"')
            try:
                yield name
            finally:
                cursor.execute(drop)


@contextmanager
def copy_of_the_site(folder: Path) -> Iterator[dict[str, Any]]:
    """The seeded site, in a database that it has for itself."""
    dump = folder / "dump"
    rows = database().dump(dump)
    with empty_database(folder) as described:
        with used(described):
            database().restore(dump, rows)
        yield described


def execute(*statements: str) -> None:
    """On the database in use, each committed by itself."""
    with connections["default"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
