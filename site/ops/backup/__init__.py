"""Backup and restore of database and uploads as one archive with a manifest."""

from ops.backup.errors import BackupError, DamagedError

__all__ = ["BackupError", "DamagedError"]
