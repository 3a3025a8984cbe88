"""Wagtail hooks of the screen that collects contributions for a report."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from conference import explorer_prefetch
from conference.models import ConferencePage
from conference.report.collect import may_collect
from conference.report.views import collect_contributions


@hooks.register("register_admin_urls")
def collecting_urls() -> list[URLPattern]:
    """Registers the URL of the screen."""
    address = "conferences/<int:page_id>/collect/"
    return [path(address, collect_contributions, name="conference_collect")]


class CollectMenuItem(PageMenuItem):
    """Menu item in the header of a conference's page."""

    label = _("Collect contributions…")
    icon_name = "clipboard-list"
    url_name = "conference_collect"

    def is_shown(self, user: Any) -> bool:
        """As Wagtail's own; only for conferences, and for those who may edit the report."""
        if not issubclass(self.page.specific_class or Page, ConferencePage):
            return False
        original = explorer_prefetch.original_of(self.page, user)
        return original is not None and may_collect(user, original)


@hooks.register("register_page_header_buttons")
def collect_header_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[PageMenuItem]:
    """Adds the menu item to the page header."""
    yield CollectMenuItem(page=page, next_url=next_url, priority=14)
