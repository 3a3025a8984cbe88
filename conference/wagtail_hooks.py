"""Where the ways of conferences take hold in Wagtail; each has its hooks in a module of its own."""

from conference import extension_hooks

__all__ = ["extension_hooks"]
