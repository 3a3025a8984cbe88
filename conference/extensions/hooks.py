"""Wagtail hooks of the "Extend…" action: URLs, menus, log actions."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from conference import explorer_prefetch
from conference.extensions.extend import CORRECTED, EXTENDED, may_extend
from conference.extensions.views import CorrectExtensionView, ExtendView
from conference.models import ConferencePage
from core.dates.formatting import format_instant


def extendable_original(page: Page, user: Any) -> ConferencePage | None:
    """Returns the original of `page` if it is a conference that the user may extend, else None."""
    if not issubclass(page.specific_class or Page, ConferencePage):
        return None
    original = explorer_prefetch.original_of(page, user)
    return original if original is not None and may_extend(user, original) else None


@hooks.register("register_admin_urls")
def extension_urls() -> list[URLPattern]:
    """Registers the URLs of the action."""
    views = (("extend", ExtendView, "extend"), ("extension", CorrectExtensionView, "correct"))
    return [
        path(f"conferences/<int:page_id>/{end}/", view.as_view(), name=f"conference_{name}")
        for end, view, name in views
    ]


class ExtendMenuItem(PageMenuItem):
    """Menu item in the explorer and in the page header."""

    label = pgettext_lazy("a conference", "Extend…")
    icon_name = "date"
    url_name = "conference_extend"

    def is_shown(self, user: Any) -> bool:
        """As Wagtail's own; only if the user may extend the conference."""
        return extendable_original(self.page, user) is not None


@hooks.register("register_page_header_buttons")
def extend_header_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[PageMenuItem]:
    """Adds the menu item to the page header."""
    yield ExtendMenuItem(page=page, next_url=next_url, priority=12)


@hooks.register("register_page_listing_more_buttons")
def extend_listing_button(
    page: Page, user: Any, next_url: str | None = None
) -> Iterator[PageMenuItem]:
    """Adds the menu item to the explorer's rows."""
    yield ExtendMenuItem(page=page, next_url=next_url, priority=3)


class ExtendActionItem(ActionMenuItem):
    """Menu item among the actions of the edit form."""

    label = pgettext_lazy("a conference", "Extend…")
    name = "conference-extend"
    icon_name = "date"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """As Wagtail's own; only if the user may extend the conference."""
        user = context["request"].user
        return context["view"] == "edit" and extendable_original(context["page"], user) is not None

    def get_url(self, context: dict[str, Any]) -> str:
        """Returns the URL of the action."""
        return reverse("conference_extend", args=[context["page"].pk])


@hooks.register("register_page_action_menu_item")
def extend_action_item() -> ActionMenuItem:
    """Adds the menu item to the actions of the edit form."""
    return ExtendActionItem(order=15)


class ExtensionFormatter(LogFormatter):
    """Log entry “Closing date changed from … to …” in the history of each language's page."""

    label = pgettext_lazy("a conference", "Extend")

    def format_message(self, log_entry: Any) -> str:
        """Returns the message with both instants."""
        return gettext("Closing date changed from %(former)s to %(closing)s") % {
            name: format_instant(datetime.fromisoformat(log_entry.data[name]))
            for name in ("former", "closing")
        }


class CorrectionFormatter(ExtensionFormatter):
    """Log entry of a corrected extension."""

    label = _("Correct the latest extension")


@hooks.register("register_log_actions")
def extension_log_actions(actions: LogActionRegistry) -> None:
    """Registers the log actions."""
    actions.register_action(EXTENDED)(ExtensionFormatter)
    actions.register_action(CORRECTED)(CorrectionFormatter)
