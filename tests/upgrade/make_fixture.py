"""Writes the rows of a former release's seeded site to a fixture of the upgrade test.

    git worktree add /tmp/former 991be43
    python -m tests.upgrade.make_fixture /tmp/former tests/upgrade/before_renaming.json.xz

The checkout's own `migrate` and `seed` fill a SQLite database. The fixture has its rows by table
and the names of all migrations; it has no media files and no search indexes.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.upgrade.fixture import LEFT_OUT, Fixture, Table, write_fixture


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkout", type=Path, help="a checkout of the former release")
    parser.add_argument("fixture", type=Path, help="the file to write, ending in .json.xz")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        database = Path(folder) / "db.sqlite3"
        make_site(options.checkout, database)
        with closing(sqlite3.connect(database)) as connection:
            fixture = Fixture(migrations(connection), tables(connection))
    write_fixture(options.fixture, fixture)


def make_site(checkout: Path, database: Path) -> None:
    """Runs `migrate` and `seed` of the checkout with this Python."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": f"sqlite:///{database}",
        "MEDIA_ROOT": str(database.parent / "media"),
    }
    for command in ("migrate", "seed"):
        arguments = [sys.executable, "manage.py", command, "--verbosity=0"]
        subprocess.run(arguments, cwd=checkout, env=environment, check=True)


def migrations(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """(app label, name) of all migrations that were applied."""
    return list(connection.execute("SELECT app, name FROM django_migrations ORDER BY id"))


def tables(connection: sqlite3.Connection) -> dict[str, Table]:
    """Table name → its columns and rows, without empty tables."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    names = [name for (name,) in found if not name.startswith(LEFT_OUT)]
    contents = {name: contents_of(connection, name) for name in names}
    return {name: table for name, table in contents.items() if table.rows}


def contents_of(connection: sqlite3.Connection, name: str) -> Table:
    cursor = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')  # noqa: S608
    return Table([column[0] for column in cursor.description], [list(row) for row in cursor])


if __name__ == "__main__":
    main()
