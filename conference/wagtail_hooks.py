"""Where conferences appear in the admin; each way of theirs has hooks in a module of its own."""

from conference import archive_hooks, extension_hooks
from conference.importing import hooks as importing_hooks
from conference.setup import hooks as setup_hooks

__all__ = ["archive_hooks", "extension_hooks", "importing_hooks", "setup_hooks"]
