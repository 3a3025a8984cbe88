"""Wagtail hooks for conferences, collected from the packages that define them."""

from conference.archiving import hooks as archive_hooks
from conference.extensions import hooks as extension_hooks
from conference.new_conference import hooks as setup_hooks

__all__ = ["archive_hooks", "extension_hooks", "setup_hooks"]
