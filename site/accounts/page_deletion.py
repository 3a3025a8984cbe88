"""Restricts the deletion of pages, which Wagtail allows to whoever may publish."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wagtail import hooks
from wagtail.models import Page


@hooks.register("before_delete_page", order=-1)
def require_add_permission_to_delete(request: HttpRequest, page: Page) -> None:
    """Raises PermissionDenied unless the user may add pages there.

    Translators and reviewers may change and publish pages, but a translation is only deleted
    together with its original.
    """
    permissions = page.permissions_for_user(request.user)
    if not (request.user.is_superuser or "add" in permissions.permissions):
        raise PermissionDenied


@hooks.register("before_bulk_action", order=-1)
def require_add_permission_to_bulk_delete(
    request: HttpRequest, action_type: str, objects: list[Any], _action: Any
) -> None:
    """The same for each page of a bulk deletion."""
    if action_type == "delete":
        for page in objects:
            if isinstance(page, Page):
                require_add_permission_to_delete(request, page)
