"""Where conferences appear in the admin."""

from conference.setup import hooks as setup_hooks

__all__ = ["setup_hooks"]
