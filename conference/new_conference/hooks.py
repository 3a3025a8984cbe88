"""Wagtail hooks for new conferences: URL, menu item, buttons."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from conference.conference_parents import portal_for
from conference.models import ConferencePage
from conference.new_conference import views

NAME = "new_conference"


class NewConferenceMenuItem(MenuItem):
    """Menu item for users who may add and publish below the Portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        """As Wagtail's own; only with these permissions."""
        return portal_for(request.user) is not None


@hooks.register("register_admin_urls")
def address() -> list[URLPattern]:
    """Registers the URL."""
    return [path("new-conference/", views.new_conference, name=NAME)]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """Adds the item to the main menu."""
    return NewConferenceMenuItem(
        _("New conference"), reverse(NAME), name="new-conference", icon_name="plus", order=150
    )


@hooks.register("register_page_header_buttons")
def buttons(
    page: Page, user: Any, view_name: str = "", next_url: str | None = None
) -> Iterator[Button]:
    """Adds "new conference" to the Portal and "another one like it" to conferences."""
    portal = portal_for(user)
    if portal is None:
        return
    if page.pk == portal.pk:
        yield Button(_("New conference"), reverse(NAME), icon_name="plus", priority=12)
    is_conference = issubclass(page.specific_class or Page, ConferencePage)
    if is_conference and page.locale_id == portal.locale_id:
        url = f"{reverse(NAME)}?{urlencode({'like': page.pk})}"
        yield Button(_("New conference like this"), url, icon_name="copy", priority=35)
