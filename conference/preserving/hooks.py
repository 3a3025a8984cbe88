"""Wagtail hooks of preservation: URLs and the button in the page header."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import pgettext_lazy

from wagtail import hooks
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from conference import explorer_prefetch
from conference.models import ConferencePage
from conference.preserving import views


@hooks.register("register_admin_urls")
def preserving_urls() -> list[URLPattern]:
    """Registers the URLs of the screen and the copy."""
    address = "conferences/<int:page_id>/preserve/"
    return [
        path(address, views.preserve, name="conference_preserve"),
        path(f"{address}copy/", views.download, name="conference_preserved_copy"),
    ]


class PreserveMenuItem(PageMenuItem):
    """Menu item in the header of a closed conference's page."""

    label = pgettext_lazy("a conference", "Preserve…")
    icon_name = "download"
    url_name = "conference_preserve"

    def is_shown(self, user: Any) -> bool:
        """As Wagtail's own; only for closed conferences that the user may publish."""
        if not issubclass(self.page.specific_class or Page, ConferencePage):
            return False
        original = explorer_prefetch.original_of(self.page, user)
        if original is None or not original.state.is_closed:
            return False
        return bool(original.permissions_for_user(user).can_publish())


@hooks.register("register_page_header_buttons")
def preserve_header_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[PageMenuItem]:
    """Adds the menu item to the page header."""
    yield PreserveMenuItem(page=page, next_url=next_url, priority=26)
