"""Wagtail hooks of the editor's guide: URLs, Help menu and page menus."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from guide import views

PAGES = "pages"
TRANSLATIONS = "translations"


@hooks.register("register_admin_urls")
def guide_addresses() -> list[URLPattern]:
    """Register the URLs of the guide."""
    return [
        path("guide/", views.index, name="guide"),
        path("guide/<slug:slug>/", views.chapter, name="guide_chapter"),
        path("guide/pictures/<str:language>/<str:name>", views.picture, name="guide_picture"),
    ]


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    """Add the guide to the Help menu."""
    return MenuItem(
        _("Editor’s guide"), reverse("guide"), name="editors-guide", icon_name="help", order=100
    )


@hooks.register("register_page_header_buttons")
def in_page_header(
    page: Page, user: Any, view_name: str = "", next_url: str | None = None
) -> Iterator[Button]:
    """The chapter about what the screen is for: pages, or their translations."""
    is_source = page.depth == 1 or page.locale.language_code == settings.LANGUAGE_CODE
    address = reverse("guide_chapter", args=[PAGES if is_source else TRANSLATIONS])
    yield Button(_("Editor’s guide"), address, icon_name="help", priority=90)
