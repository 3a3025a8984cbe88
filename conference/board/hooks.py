"""Wagtail hooks of the conference board: URLs, page menu and explorer listing."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from conference.board import views
from conference.models import ConferencePage


@hooks.register("register_admin_urls")
def board_addresses() -> list[URLPattern]:
    """Register the URLs of the board and of its publishing form."""
    return [
        path("conferences/<int:page_id>/board/", views.board, name="conference_board"),
        path("conferences/<int:page_id>/publish/", views.publish, name="conference_publish"),
    ]


class BoardMenuItem(PageMenuItem):
    """Whoever sees the row of a conference in the explorer works somewhere in it."""

    label = _("Conference board")
    icon_name = "grid"
    url_name = "conference_board"

    def is_shown(self, user: Any) -> bool:
        """Return whether the page is a saved conference page."""
        return issubclass(self.page.specific_class or Page, ConferencePage) and bool(self.page.pk)


@hooks.register("register_page_header_buttons")
def in_page_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[PageMenuItem]:
    """Add the board to the menu in the header of a conference's admin screens."""
    yield BoardMenuItem(page=page, priority=11)


@hooks.register("register_page_listing_more_buttons")
def in_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[PageMenuItem]:
    """Add the board to the menu of a conference in the explorer listing."""
    yield BoardMenuItem(page=page, priority=2)
