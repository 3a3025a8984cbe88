"""Imports the modules with this app's Wagtail hooks."""

from conference import page_order
from conference.archiving import hooks as archive_hooks
from conference.board import hooks as board_hooks
from conference.cancelling import hooks as cancelling_hooks
from conference.dashboard import hooks as dashboard_hooks
from conference.extensions import hooks as extension_hooks
from conference.new_conference import hooks as setup_hooks
from conference.preserving import hooks as preserving_hooks
from conference.report import hooks as report_hooks

__all__ = [
    "archive_hooks",
    "board_hooks",
    "cancelling_hooks",
    "dashboard_hooks",
    "extension_hooks",
    "page_order",
    "preserving_hooks",
    "report_hooks",
    "setup_hooks",
]
