"""Where the desk appears in the admin: in the menu, and as the way in to a translated page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from translation import upstream
from translation.dashboard.user_scope import works_anywhere
from translation.workspace import returning, selecting

__all__ = ["selecting"]

# In the address of a page's own form, which the desk stands before.
FORM = "form"

returning.connect()


class DeskMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return works_anywhere(request.user)


@hooks.register("register_admin_urls")
def desk_addresses() -> list[URLPattern | URLResolver]:
    return [path("translation-desk/", include("translation.workspace.urls"))]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    return DeskMenuItem(
        _("Translate"),
        reverse("translation_desk:desk"),
        name="translation-desk",
        icon_name="globe",
        order=250,
    )


# Before wagtail-localize's editor, and after everything that refuses.
@hooks.register("before_edit_page", order=-0.8)
def a_translated_page_opens_in_the_desk(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Its own form, which needs no desk, is one step away: `?form=1`."""
    if request.method not in ("GET", "HEAD") or FORM in request.GET:
        return None
    if upstream.translation_into(page) is None:
        return None
    return redirect(f"{reverse('translation_desk:desk')}?page={page.pk}")
