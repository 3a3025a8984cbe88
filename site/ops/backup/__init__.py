"""The whole site in one file, and back: database, uploads, and a manifest to check them by."""

from ops.backup.errors import BackupError, DamagedError

__all__ = ["BackupError", "DamagedError"]
