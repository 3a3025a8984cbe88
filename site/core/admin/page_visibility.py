"""Pages on which nobody may act in the admin, whatever their groups allow.

An app registers a rule in `AppConfig.ready()`; `BasePage.permissions_for_user` asks all of them.
"""

from collections.abc import Callable
from typing import Any

from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester

# Whether the page is withheld from the user, who has rights there and is no superuser.
Rule = Callable[[Any, Page], bool]

_rules: list[Rule] = []


def register(rule: Rule) -> None:
    if rule not in _rules:
        _rules.append(rule)


def narrowed(permissions: PagePermissionTester) -> PagePermissionTester:
    """The permissions as they are, or none where a rule withholds the page from the user."""
    user, page = permissions.user, permissions.page
    if not user.is_active or user.is_superuser:
        return permissions
    if any(rule(user, page) for rule in _rules):
        return NoPermissions(user, page)
    return permissions


class NoPermissions(PagePermissionTester):
    """Of a page that is withheld. What Wagtail grants without a right is refused as well."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        self.permissions: set[str] = set()

    def can_edit(self) -> bool:
        return False

    def can_lock(self) -> bool:
        return False

    def can_unlock(self) -> bool:
        return False

    def can_submit_for_moderation(self) -> bool:
        return False

    def can_view_revisions(self) -> bool:
        return False
