"""Distinguishes database outages from faults in a query."""

import sqlite3

from django.db import InterfaceError, OperationalError


def is_outage(error: BaseException | None) -> bool:
    """Whether the error is temporary, so that trying again later can help.

    SQLite raises OperationalError for a missing table, too; its error code is 1 for faults in the
    statement, and others where the file is locked, full, damaged or missing.
    """
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        return bool(code != sqlite3.SQLITE_ERROR)
    return True
