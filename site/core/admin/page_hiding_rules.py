"""Rules by which apps hide pages in the admin, whatever permissions a user's groups give.

An app registers a rule in `AppConfig.ready()`; `BasePage.permissions_for_user` applies them all.
"""

from collections.abc import Callable
from typing import Any

from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester

# Returns True if the page is hidden from the user, who has permissions on it and is no superuser.
Rule = Callable[[Any, Page], bool]

_rules: list[Rule] = []


def register(rule: Rule) -> None:
    """Adds a rule, for the life of the process."""
    if rule not in _rules:
        _rules.append(rule)


def restrict(permissions: PagePermissionTester) -> PagePermissionTester:
    """Returns the permissions, or NoPermissions if a rule hides the page from the user."""
    user, page = permissions.user, permissions.page
    if not user.is_active or user.is_superuser:
        return permissions
    if any(rule(user, page) for rule in _rules):
        return NoPermissions(user, page)
    return permissions


class NoPermissions(PagePermissionTester):
    """Refuses everything on a hidden page, also what Wagtail allows without a permission."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        self.permissions: set[str] = set()

    def _refuse(self) -> bool:
        return False

    can_edit = can_lock = can_unlock = can_submit_for_moderation = can_view_revisions = _refuse
