"""Wagtail hooks of conferences: admin URLs, log actions, main menu and home page.

The items of page menus are in `conference.admin_page_menus`, the order of pages in
`conference.page_order`.
"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry, LogFormatter

from conference import admin_page_menus, page_order
from conference.archiving import archive
from conference.archiving import views as archiving
from conference.board import views as board
from conference.conference_parents import portal_for
from conference.dashboard.waiting import waiting_for
from conference.decisions.cancel_and_extend import CANCELLED, CORRECTED, EXTENDED, REINSTATED
from conference.decisions.views import CancelView, CorrectExtensionView, ExtendView, reinstate
from conference.new_conference.views import new_conference
from conference.outcomes.collect_contributions import collect_contributions
from conference.preserving import views as preserving
from core.dates.formatting import format_instant

# Imported for the hooks that they register.
__all__ = ["admin_page_menus", "page_order"]


@hooks.register("register_admin_urls")
def conference_urls() -> list[URLPattern | URLResolver]:
    """Registers the URLs of all screens about conferences."""
    archive_urls: list[URLPattern | URLResolver] = [
        path("archive/", archiving.move, {"screen": archiving.ARCHIVE}, name="archive"),
        path("restore/", archiving.move, {"screen": archiving.RESTORE}, name="restore"),
    ]
    urls: list[URLPattern | URLResolver] = [
        path("", include((archive_urls, "conference_archive"))),
        path("board/", board.board, name="conference_board"),
        path("publish/", board.publish, name="conference_publish"),
        path("cancel/", CancelView.as_view(), name="conference_cancel"),
        path("reinstate/", reinstate, name="conference_reinstate"),
        path("extend/", ExtendView.as_view(), name="conference_extend"),
        path("extension/", CorrectExtensionView.as_view(), name="conference_correct"),
        path("preserve/", preserving.preserve_view, name="conference_preserve"),
        path("preserve/copy/", preserving.download_view, name="conference_preserved_copy"),
        path("collect/", collect_contributions, name="conference_collect"),
    ]
    return [
        path("conferences/<int:page_id>/", include(urls)),
        path("new-conference/", new_conference, name="new_conference"),
    ]


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
def conference_log_actions(actions: LogActionRegistry) -> None:
    """Registers the log actions."""
    archived = pgettext_lazy("action in the history", "Archived")
    actions.register_action(archive.ARCHIVED, _("Archive the conference"), archived)
    actions.register_action(
        archive.RESTORED, _("Take out of the archive"), _("Taken out of the archive")
    )
    actions.register_action(CANCELLED, _("Cancel the conference"), _("Conference cancelled"))
    actions.register_action(REINSTATED, _("Take the cancellation back"), _("Takes place after all"))
    actions.register_action(EXTENDED)(ExtensionFormatter)
    actions.register_action(CORRECTED)(CorrectionFormatter)


class NewConferenceMenuItem(MenuItem):
    """Menu item for users who may add and publish below the Portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As Wagtail's own; only with these permissions."""
        return portal_for(request.user) is not None


@hooks.register("register_admin_menu_item")
def new_conference_menu_item() -> MenuItem:
    """Adds the item to the main menu."""
    return NewConferenceMenuItem(
        _("New conference"),
        reverse("new_conference"),
        name="new-conference",
        icon_name="plus",
        order=150,
    )


class WaitingPanel(Component):
    """The panel “Waiting for you” on the admin's home page."""

    name = "waiting_for_you"
    template_name = "conference/dashboard/panel.html"
    order = 90

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the groups of entries for the signed-in user."""
        return {"groups": waiting_for(parent_context["request"].user)}

    class Media:
        css = {"all": ["conference/board.css"]}


@hooks.register("construct_homepage_panels")
def waiting_panel(_request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel to Wagtail's home page panels."""
    panels.append(WaitingPanel())
