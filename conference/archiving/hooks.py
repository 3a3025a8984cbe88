"""Wagtail hooks of archiving: URLs, page menu, log actions."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from conference import explorer_prefetch
from conference.archiving import former_position, views
from conference.models import ConferencePage


@hooks.register("register_admin_urls")
def archive_addresses() -> list[URLPattern | URLResolver]:
    """Registers the URLs of the confirmation screens."""
    urls = [
        path("<int:page_id>/archive/", views.archive, name="archive"),
        path("<int:page_id>/restore/", views.restore, name="restore"),
    ]
    return [path("conferences/", include((urls, "conference_archive")))]


@hooks.register("register_log_actions")
def archive_log_actions(actions: LogActionRegistry) -> None:
    """Registers the log actions."""
    actions.register_action(
        former_position.ARCHIVED,
        _("Archive the conference"),
        pgettext_lazy("action in the history", "Archived"),
    )
    actions.register_action(
        former_position.RESTORED, _("Take out of the archive"), _("Taken out of the archive")
    )


@hooks.register("register_page_header_buttons")
def archive_header_buttons(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Adds the buttons to the page header."""
    yield from _archive_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def archive_listing_buttons(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """Adds the buttons to the explorer's listing."""
    yield from _archive_buttons(page, user)


def _archive_buttons(page: Page, user: Any) -> Iterator[Button]:
    """Yields "archive" for a closed conference, "restore" for an archived one."""
    if not isinstance(page, ConferencePage) or not page.pk:
        return
    if not page.permissions_for_user(user).can_move():
        return
    if explorer_prefetch.set_in_archive(page, user).in_archive:
        address = reverse("conference_archive:restore", args=[page.pk])
        yield Button(
            label=_("Take out of the archive…"), url=address, icon_name="undo", priority=25
        )
    elif page.schedule.is_over:
        address = reverse("conference_archive:archive", args=[page.pk])
        yield Button(
            label=pgettext_lazy("a conference", "Archive…"),
            url=address,
            icon_name="folder-open-inverse",
            priority=25,
        )
