"""Wagtail's bulk actions on pages, without the names of pages that the user does not explore.

A selection is any list of numbers: Wagtail also names the pages on which the user has no right.
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
    """Mixin for every `PageBulkAction` that is registered."""

    request: Any

    def get_actionable_objects(self) -> tuple[Any, dict[str, Any]]:
        objects, others = super().get_actionable_objects()  # type: ignore[misc]
        pages = others["items_with_no_access"]
        if not pages:
            return objects, others
        explorable = policy_registry.get_by_type(Page).explorable_instances(self.request.user)
        numbers = [page.pk for page in pages]
        known = set(explorable.filter(pk__in=numbers).values_list("pk", flat=True))
        named = [page for page in pages if page.pk in known]
        return objects, {**others, "items_with_no_access": named}


class ExplorableDelete(ExplorableOnly, DeleteBulkAction):
    pass


class ExplorableMove(ExplorableOnly, MoveBulkAction):
    pass


class ExplorablePublish(ExplorableOnly, PublishBulkAction):
    pass


class ExplorableUnpublish(ExplorableOnly, UnpublishBulkAction):
    pass


# After Wagtail's own, which they replace: the last class registered for a name is taken.
for _action in (ExplorableDelete, ExplorableMove, ExplorablePublish, ExplorableUnpublish):
    hooks.register("register_bulk_action", _action, order=10)
