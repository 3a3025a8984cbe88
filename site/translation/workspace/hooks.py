"""Wagtail hooks that register the workspace and open translated pages in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from translation import translation_querysets, upstream
from translation.board.hooks import BoardMenuItem
from translation.permissions.hidden_titles.bulk_actions import ScreenBulkAction
from translation.workspace import segment_review


@hooks.register("register_bulk_action")
class TranslateInOneGo(ScreenBulkAction):
    """Opens the workspace with the selected pages; changes nothing."""

    display_name = _("Translate in one go")
    action_type = "translate_in_one_go"
    aria_label = _("Open the selected pages in the translators’ workspace")
    template_name = "translation/workspace/bulk.html"
    action_priority = 55
    url_name = "translation_workspace:workspace"

    def check_perm(self, obj: Page) -> bool:
        """Whether the user works on a translation of the page in any language."""
        mine = translation_querysets.visible_to(self.request.user)
        return bool(mine.filter(source__object_id=obj.translation_key).exists())


# Query parameter of a page's edit URL that opens its form instead of the workspace.
FORM = "form"

segment_review.connect()


@hooks.register("register_admin_urls")
def workspace_addresses() -> list[URLPattern | URLResolver]:
    """Registers the URLs of the workspace."""
    return [path("translation-workspace/", include("translation.workspace.urls"))]


@hooks.register("register_admin_menu_item")
def workspace_menu_item() -> MenuItem:
    """Adds the workspace to the main menu."""
    return BoardMenuItem(
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
