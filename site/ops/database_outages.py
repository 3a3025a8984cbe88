"""Telling "the database cannot be used just now" from a fault in a query."""

import sqlite3

from django.db import InterfaceError, OperationalError


def is_outage(error: BaseException | None) -> bool:
    """Whether trying again later can help.

    SQLite reports a table that does not exist as operational, too; there the code tells: 1 is a
    fault in the statement, others are files that are locked, full, damaged or gone.
    """
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return bool(code != sqlite3.SQLITE_ERROR)
    return True
