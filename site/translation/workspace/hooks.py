"""Where the desk appears in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from translation.board.reach import works_anywhere


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
