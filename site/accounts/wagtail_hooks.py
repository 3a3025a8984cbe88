"""Where Wagtail grants more than the roles mean."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from wagtail import hooks
from wagtail.models import Page


@hooks.register("before_delete_page", order=-1)
def only_authors_delete(request: HttpRequest, page: Page) -> None:
    """To Wagtail, the right to change and publish a page is the right to delete it.

    Translators and reviewers have both, but a page is not theirs to remove: it goes, in all
    languages, when its original goes. Deleting asks for the right to add pages there.
    """
    permissions = page.permissions_for_user(request.user)
    if not (request.user.is_superuser or "add" in permissions.permissions):
        raise PermissionDenied


@hooks.register("before_bulk_action", order=-1)
def only_authors_delete_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], _action: Any
) -> None:
    if action_type == "delete":
        for page in objects:
            if isinstance(page, Page):
                only_authors_delete(request, page)
