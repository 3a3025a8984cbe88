"""Where conferences appear in the admin; each way of theirs has hooks in a module of its own."""

from conference.archiving import hooks
from conference.extensions import hooks as extension_hooks
from conference.new_conference import hooks as setup_hooks
from legacy_import import hooks as importing_hooks

__all__ = ["extension_hooks", "hooks", "importing_hooks", "setup_hooks"]
