"""Wagtail hooks that register the workspace and open translated pages in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import pgettext_lazy

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from translation import upstream
from translation.dashboard.board_scope import works_anywhere
from translation.workspace import bulk_action, rejection_handler

__all__ = ["bulk_action"]

# Query parameter of a page's edit URL that opens its form instead of the workspace.
FORM = "form"

rejection_handler.connect()


class WorkspaceMenuItem(MenuItem):
    """Menu item of the workspace, for users with pages to translate or review."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user works on any page."""
        return works_anywhere(request.user)


@hooks.register("register_admin_urls")
def workspace_addresses() -> list[URLPattern | URLResolver]:
    """Registers the URLs of the workspace."""
    return [path("translation-workspace/", include("translation.workspace.urls"))]


@hooks.register("register_admin_menu_item")
def workspace_menu_item() -> MenuItem:
    """Adds the workspace to the main menu."""
    return WorkspaceMenuItem(
        pgettext_lazy("pages", "Translate"),
        reverse("translation_workspace:workspace"),
        name="translation-workspace",
        icon_name="globe",
        order=250,
    )


# Runs before wagtail-localize's editor, and after all hooks that deny access.
@hooks.register("before_edit_page", order=-0.8)
def a_translated_page_opens_in_the_workspace(
    request: HttpRequest, page: Page
) -> HttpResponse | None:
    """Redirects a translated page's edit URL to the workspace; `?form=1` opens its form."""
    if request.method not in ("GET", "HEAD") or FORM in request.GET:
        return None
    if upstream.translation_into(page) is None:
        return None
    return redirect(f"{reverse('translation_workspace:workspace')}?page={page.pk}")
