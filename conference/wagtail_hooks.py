"""Where the ways of conferences take hold in Wagtail; each has its hooks in a module of its own."""

from conference.importing import hooks as importing_hooks

__all__ = ["importing_hooks"]
