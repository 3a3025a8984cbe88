"""Wagtail hooks for conferences, collected from the packages that define them."""

from conference import reading_order
from conference.archiving import hooks as archive_hooks
from conference.board import hooks as board_hooks
from conference.dashboard import hooks as dashboard_hooks
from conference.extensions import hooks as extension_hooks
from conference.new_conference import hooks as setup_hooks

__all__ = [
    "archive_hooks",
    "board_hooks",
    "dashboard_hooks",
    "extension_hooks",
    "reading_order",
    "setup_hooks",
]
