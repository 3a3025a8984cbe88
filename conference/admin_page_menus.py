"""Items and buttons for conferences in page menus: header, explorer listing, edit form."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from conference import explorer_prefetch
from conference.conference_parents import portal_for
from conference.decisions.cancel_and_extend import may_cancel, may_extend
from conference.models import ConferencePage
from conference.outcomes.collect_contributions import may_collect

Buttons = Iterator[Button | PageMenuItem]


def _is_conference(page: Page) -> bool:
    return issubclass(page.specific_class or Page, ConferencePage)


class ConferenceMenuItem(PageMenuItem):
    """An item that is shown to those who may act on the original of the page."""

    is_allowed: Callable[[Any, ConferencePage], bool]

    def is_shown(self, user: Any) -> bool:
        """As Wagtail's own; only for conferences, and for those whom `is_allowed` lets."""
        if not _is_conference(self.page):
            return False
        original = explorer_prefetch.original_of(self.page, user)
        return original is not None and self.is_allowed(user, original)


class BoardMenuItem(PageMenuItem):
    """Whoever sees the row of a conference in the explorer works somewhere in it."""

    label = _("Conference board")
    icon_name = "grid"
    url_name = "conference_board"

    def is_shown(self, user: Any) -> bool:
        """Return whether the page is a saved conference page."""
        return _is_conference(self.page) and bool(self.page.pk)


class ExtendMenuItem(ConferenceMenuItem):
    """Leads to the form that extends the conference."""

    label = pgettext_lazy("a conference", "Extend…")
    icon_name = "date"
    url_name = "conference_extend"
    is_allowed = staticmethod(may_extend)


class CancelMenuItem(ConferenceMenuItem):
    """Leads to the form that cancels the conference."""

    label = _("Cancel the conference…")
    icon_name = "cross"
    url_name = "conference_cancel"
    is_allowed = staticmethod(may_cancel)


class CollectMenuItem(ConferenceMenuItem):
    """Leads to the screen that collects contributions for the report."""

    label = _("Collect contributions…")
    icon_name = "clipboard-list"
    url_name = "conference_collect"
    is_allowed = staticmethod(may_collect)


class PreserveMenuItem(ConferenceMenuItem):
    """Leads to the screen that preserves a closed conference."""

    label = pgettext_lazy("a conference", "Preserve…")
    icon_name = "download"
    url_name = "conference_preserve"

    @staticmethod
    def is_allowed(user: Any, original: ConferencePage) -> bool:
        """Returns whether it is closed and the user may publish it."""
        may_publish = original.permissions_for_user(user).can_publish
        return original.state.is_closed and bool(may_publish())


@hooks.register("register_page_header_buttons")
def header_buttons(
    page: Page, user: Any, view_name: str = "", next_url: str | None = None
) -> Buttons:
    """Adds the items to the header of a conference's admin screens."""
    yield BoardMenuItem(page=page, priority=11)
    yield ExtendMenuItem(page=page, next_url=next_url, priority=12)
    yield CancelMenuItem(page=page, next_url=next_url, priority=13)
    yield CollectMenuItem(page=page, next_url=next_url, priority=14)
    yield from _archive_buttons(page, user)
    yield PreserveMenuItem(page=page, next_url=next_url, priority=26)
    yield from _new_conference_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def listing_buttons(page: Page, user: Any, next_url: str | None = None) -> Buttons:
    """Adds the items to a conference's row in the explorer."""
    yield BoardMenuItem(page=page, priority=2)
    yield ExtendMenuItem(page=page, next_url=next_url, priority=3)
    yield CancelMenuItem(page=page, next_url=next_url, priority=4)
    yield from _archive_buttons(page, user)


def _archive_buttons(page: Page, user: Any) -> Buttons:
    if not isinstance(page, ConferencePage) or not page.pk:
        return
    if not page.permissions_for_user(user).can_move():
        return
    if explorer_prefetch.set_in_archive(page, user).in_archive:
        url = reverse("conference_archive:restore", args=[page.pk])
        yield Button(_("Take out of the archive…"), url, icon_name="undo", priority=25)
    elif page.schedule.is_over:
        url = reverse("conference_archive:archive", args=[page.pk])
        label = pgettext_lazy("a conference", "Archive…")
        yield Button(label, url, icon_name="folder-open-inverse", priority=25)


def _new_conference_buttons(page: Page, user: Any) -> Buttons:
    portal = portal_for(user)
    if portal is None:
        return
    url = reverse("new_conference")
    if page.pk == portal.pk:
        yield Button(_("New conference"), url, icon_name="plus", priority=12)
    if _is_conference(page) and page.locale_id == portal.locale_id:
        url = f"{url}?{urlencode({'like': page.pk})}"
        yield Button(_("New conference like this"), url, icon_name="copy", priority=35)


class ExtendActionItem(ActionMenuItem):
    """The item among the actions of the edit form."""

    label = ExtendMenuItem.label
    name = "conference-extend"
    icon_name = "date"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """As Wagtail's own; only if the user may extend the conference."""
        if context["view"] != "edit":
            return False
        return ExtendMenuItem(page=context["page"]).is_shown(context["request"].user)

    def get_url(self, context: dict[str, Any]) -> str:
        """Returns the URL of the action."""
        return reverse("conference_extend", args=[context["page"].pk])


@hooks.register("register_page_action_menu_item")
def extend_action_item() -> ActionMenuItem:
    """Adds the item to the actions of the edit form."""
    return ExtendActionItem(order=15)
