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
from wagtail.query import PageQuerySet

from translation.permissions import draft_visibility


class ExplorableOnly:
    """Mixin for every registered `PageBulkAction`."""

    request: Any

    def get_actionable_objects(self) -> tuple[Any, dict[str, Any]]:
        """As Wagtail's own, without pages the user may not see, to which nothing is done.

        Of those without the permission, only pages that the user may explore are named.
        """
        objects, others = super().get_actionable_objects()  # type: ignore[misc]
        refused = others["items_with_no_access"]
        user = self.request.user
        explorable = policy_registry.get_by_type(Page).explorable_instances(user)
        visible = draft_visibility.visible_to(user, Page.objects.all())
        named = _among(explorable, refused) if refused else []
        return _among(visible, objects), {**others, "items_with_no_access": named}


def _among(known: PageQuerySet, pages: list[Any]) -> list[Any]:
    """Returns those of `pages` that are in the queryset, in their order."""
    ids = [page.pk for page in pages]
    found = set(known.filter(pk__in=ids).values_list("pk", flat=True))
    return [page for page in pages if page.pk in found]


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
