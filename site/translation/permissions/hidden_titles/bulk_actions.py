"""Wagtail's page bulk actions without the titles of pages the user may not explore.

The selection is a list of ids from the URL: Wagtail also displays the titles of pages without
permission.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
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


class ScreenBulkAction(ExplorableOnly, PageBulkAction):
    """Base of bulk actions that open another screen with the selected pages; change nothing."""

    url_name: str
    """The name of the screen's URL; the pages are its parameters `page`."""

    def form_valid(self, _form: Any) -> HttpResponse:
        """Redirects to the screen."""
        pages, _without_access = self.get_actionable_objects()
        return redirect(reverse(self.url_name, query={"page": [page.pk for page in pages]}))

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        """Required by Wagtail; not used, because `form_valid` returns the response."""
        return 0, 0


# Registered after Wagtail's own: the last class registered for a name replaces the others.
for _stock in (DeleteBulkAction, MoveBulkAction, PublishBulkAction, UnpublishBulkAction):
    _action = type(f"Explorable{_stock.__name__}", (ExplorableOnly, _stock), {})
    hooks.register("register_bulk_action", _action, order=10)
