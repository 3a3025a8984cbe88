"""Wagtail's page bulk actions without the titles of pages the user may not explore.

The selection is a list of ids from the URL: Wagtail also displays the titles of pages without
permission.
"""

from typing import Any

from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.models import Page
from wagtail.permissions import policy_registry


class ExplorableOnly:
    """Mixin for every registered `PageBulkAction`."""

    request: Any

    def get_actionable_objects(self) -> tuple[Any, dict[str, Any]]:
        """As Wagtail's own, without pages the user may not explore, to which nothing is done."""
        objects, others = super().get_actionable_objects()  # type: ignore[misc]
        refused = others["items_with_no_access"]
        explorable = policy_registry.get_by_type(Page).explorable_instances(self.request.user)
        numbers = [page.pk for page in (*objects, *refused)]
        known = set(explorable.filter(pk__in=numbers).values_list("pk", flat=True))
        named = [page for page in refused if page.pk in known]
        objects = [page for page in objects if page.pk in known]
        return objects, {**others, "items_with_no_access": named}


class ExplorableDelete(ExplorableOnly, DeleteBulkAction):
    """Wagtail's bulk action “Delete”, limited to explorable pages."""


class ExplorableMove(ExplorableOnly, MoveBulkAction):
    """Wagtail's bulk action “Move”, limited to explorable pages."""


class ExplorablePublish(ExplorableOnly, PublishBulkAction):
    """Wagtail's bulk action “Publish”, limited to explorable pages."""


class ExplorableUnpublish(ExplorableOnly, UnpublishBulkAction):
    """Wagtail's bulk action “Unpublish”, limited to explorable pages."""


# Registered after Wagtail's own: the last class registered for a name replaces the others.
for _action in (ExplorableDelete, ExplorableMove, ExplorablePublish, ExplorableUnpublish):
    hooks.register("register_bulk_action", _action, order=10)
