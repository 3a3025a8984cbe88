"""Where conferences appear in the admin; each way of theirs has hooks in a module of its own."""

from conference import archive_hooks

__all__ = ["archive_hooks"]
