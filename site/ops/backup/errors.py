class BackupError(Exception):
    """Says to the operator what cannot be done, and what to do about it."""


class DamagedError(BackupError):
    """The archive is not what its manifest says."""
