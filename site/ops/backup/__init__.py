"""Backup and restore of database and uploads as one archive with a manifest."""


class BackupError(Exception):
    """Tells the operator what failed and what to do about it."""


class DamagedError(BackupError):
    """The archive does not match its manifest."""
