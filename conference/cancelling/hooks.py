"""Wagtail hooks of the "Cancel…" action: URLs, menus, log actions."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from conference import explorer_prefetch
from conference.cancelling.cancel import CANCELLED, REINSTATED, may_cancel
from conference.cancelling.views import CancelView, reinstate
from conference.models import ConferencePage


@hooks.register("register_admin_urls")
def cancelling_urls() -> list[URLPattern]:
    """Registers the URLs of the action."""
    base = "conferences/<int:page_id>"
    return [
        path(f"{base}/cancel/", CancelView.as_view(), name="conference_cancel"),
        path(f"{base}/reinstate/", reinstate, name="conference_reinstate"),
    ]


class CancelMenuItem(PageMenuItem):
    """Menu item in the explorer and in the page header."""

    label = _("Cancel the conference…")
    icon_name = "cross"
    url_name = "conference_cancel"

    def is_shown(self, user: Any) -> bool:
        """As Wagtail's own; only if the user may cancel the conference."""
        if not issubclass(self.page.specific_class or Page, ConferencePage):
            return False
        original = explorer_prefetch.original_of(self.page, user)
        return original is not None and may_cancel(user, original)


@hooks.register("register_page_header_buttons")
def cancel_header_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[PageMenuItem]:
    """Adds the menu item to the page header."""
    yield CancelMenuItem(page=page, next_url=next_url, priority=13)


@hooks.register("register_page_listing_more_buttons")
def cancel_listing_button(
    page: Page, user: Any, next_url: str | None = None
) -> Iterator[PageMenuItem]:
    """Adds the menu item to the explorer's rows."""
    yield CancelMenuItem(page=page, next_url=next_url, priority=4)


@hooks.register("register_log_actions")
def cancelling_log_actions(actions: LogActionRegistry) -> None:
    """Registers the log actions."""
    actions.register_action(CANCELLED, _("Cancel the conference"), _("Conference cancelled"))
    actions.register_action(REINSTATED, _("Take the cancellation back"), _("Takes place after all"))
