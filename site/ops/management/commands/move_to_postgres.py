"""`manage.py move_to_postgres URL`: copies the SQLite database to PostgreSQL."""

import json
import sqlite3
from contextlib import closing
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from ops.database_move import CopyError, Target, TargetError, copy_all
from ops.page_checksums import page_checksums


class Command(BaseCommand):
    """Moves the content to PostgreSQL."""

    help = (
        "Copies all rows from SQLite into an empty PostgreSQL database, and compares every page. "
        "The SQLite database stays as it is; nobody can write to it meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds the arguments."""
        parser.add_argument("url", help="postgres://user:password@host:5432/name")

    def handle(self, *_args: Any, url: str, **_options: Any) -> None:
        """Raises CommandError where the move fails; the site is then unchanged."""
        if connection.vendor != "sqlite":
            raise CommandError("This installation is not on SQLite.")
        try:
            self._move(Target(url))
        except (TargetError, CopyError, DatabaseError) as error:
            raise CommandError(
                f"{error}\nThe site is still on SQLite, unchanged. Make the PostgreSQL database "
                "anew before the next try."
            ) from error

    def _move(self, target: Target) -> None:
        target.require_empty()
        target.run("migrate", "--verbosity=0", log=self.stdout.write)
        with closing(_open_with_write_lock()) as source, closing(target.connect()) as there:
            before = page_checksums()
            copied = copy_all(source, there)
        self.stdout.write(f"{sum(copied.values())} rows in {len(copied)} tables")
        after = json.loads(target.run("page_checksums", "--reindex", log=self.stdout.write))
        different = sorted(p for p in before.keys() | after if before.get(p) != after.get(p))
        if different:
            raise TargetError(f"{len(different)} pages look different: {' '.join(different[:5])}")
        self.stdout.write(f"{len(before)} pages look the same. Now set DATABASE_URL and restart.")


def _open_with_write_lock() -> sqlite3.Connection:
    """Opens the site's SQLite file and locks it: others can read, but not write."""
    source = sqlite3.connect(str(connection.settings_dict["NAME"]), uri=True, timeout=60)
    source.execute("BEGIN IMMEDIATE")
    return source
