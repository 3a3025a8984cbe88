"""Backup and restore of SQLite with its online backup API."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from ops.backup import BackupError, DamagedError

MEMBER = "database.sqlite3"
LOCK_TIMEOUT_SECONDS = 60


class SqliteDatabase:
    """Dumps and restores an SQLite database, given its entry in DATABASES."""

    def __init__(self, settings_dict: dict[str, Any]) -> None:
        self._name = str(settings_dict["NAME"])

    def dump(self, file: Path) -> dict[str, int]:
        """Copies the database to `file`; returns the row counts by table."""
        with closing(self._connect()) as live, closing(sqlite3.connect(file)) as copy:
            live.backup(copy, progress=_lock_timeout())
            # A single file, without a WAL beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            return _rows(copy)

    def is_empty(self) -> bool:
        """Whether the database has no tables."""
        with closing(self._connect()) as live:
            return not _tables(live)

    def check_dump(self, file: Path, rows: dict[str, int]) -> None:
        """Raises DamagedError where the copy fails SQLite's integrity check or has other row
        counts.
        """
        try:
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
                (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
                if verdict != "ok" or _rows(copy) != rows:
                    raise DamagedError("The archive's database is damaged.")
        except sqlite3.DatabaseError as error:
            raise DamagedError("The archive's database cannot be opened.") from error

    def restore(self, file: Path, _rows: dict[str, int]) -> None:
        """Replaces the database in one transaction. Raises BackupError with it unchanged."""
        with closing(sqlite3.connect(file)) as copy, closing(self._connect()) as live:
            try:
                copy.backup(live, progress=_lock_timeout())
            except sqlite3.Error as error:
                raise BackupError(f"The database could not be written: {error}") from error

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._name, uri=True, timeout=LOCK_TIMEOUT_SECONDS)


def _lock_timeout() -> Callable[[int, int, int], None]:
    """Progress callback that raises BackupError; sqlite3 itself would wait for a lock for ever."""
    end = time.monotonic() + LOCK_TIMEOUT_SECONDS

    def check(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > end:
            raise BackupError("The database is locked by another process.")

    return check


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return sorted(name for (name,) in connection.execute(query))


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    count = 'SELECT count(*) FROM "{}"'
    return {
        table: connection.execute(count.format(table)).fetchone()[0]
        for table in _tables(connection)
    }
