"""Wagtail hooks: the Contributions menu, its URLs, log actions and permissions."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter

from contributions.moderation import conference_views
from contributions.moderation import views as moderation
from contributions.moderation_rights import is_moderator
from contributions.translating import views as translating
from contributions.translating.rights import translates_anything
from contributions.translating.worklist import TranslationsPanel

LOG_LABELS = {
    "publish": (_("Publish a contribution"), _("Published the contribution")),
    "return": (_("Return a contribution"), _("Returned the contribution")),
    "withdraw": (_("Withdraw a contribution"), _("Withdrew the contribution")),
    "redact": (_("Redact a contribution"), _("Removed a passage from the contribution")),
    "amend": (_("Edit a contribution"), _("Edited the contribution")),
    "pin": (_("Pin a contribution"), _("Pinned the contribution")),
    "unpin": (_("Unpin a contribution"), _("Unpinned the contribution")),
    "close": (_("Close a thread"), _("Closed the thread")),
    "reopen": (_("Reopen a thread"), _("Reopened the thread")),
    "enter": (_("Enter a contribution"), _("Entered the contribution on behalf of its author")),
    "approve": (_("Approve a registration"), _("Approved the registration")),
    "refuse": (_("Refuse a registration"), _("Refused the registration")),
    "translation_submit": (_("Send a translation to review"), _("Sent a translation to review")),
    "translation_return": (_("Return a translation"), _("Returned a translation")),
    "translation_approve": (_("Approve a translation"), _("Approved a translation")),
    "translation_withdraw": (_("Withdraw a translation"), _("Withdrew a translation")),
    "translation_machine": (
        _("Translate by machine"),
        _("Had the contribution translated by machine"),
    ),
    "translation_publish_machine": (
        _("Publish a machine translation"),
        _("Published a machine translation that nobody has checked"),
    ),
    "settings": (_("Change how a conference accepts contributions"), _("Changed the settings")),
}


@hooks.register("register_admin_urls")
def moderation_addresses() -> list[URLPattern | URLResolver]:
    """Register the moderation URLs in the admin."""
    urls = [
        path("", moderation.queue, name="queue"),
        path("<int:pk>/", moderation.one, name="one"),
        path("registrations/", conference_views.registrations, name="registrations"),
        path("translations/", translating.translations, name="translations"),
        path("<int:pk>/translation/<slug:language>/", translating.translation, name="translation"),
        path("enter/<uuid:session_key>/", moderation.enter, name="enter"),
        path("conferences/", conference_views.conferences, name="conferences"),
        path("conferences/<uuid:conference_key>/", conference_views.conference, name="conference"),
    ]
    return [path("contributions/", include((urls, "contributions")))]


class GuardedMenuItem(MenuItem):
    """A menu item for users whom `is_allowed` lets."""

    def __init__(self, *args: Any, is_allowed: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_allowed = is_allowed

    def is_shown(self, request: HttpRequest) -> bool:
        """As Wagtail's own; only for these users."""
        return self.is_allowed(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> SubmenuMenuItem:
    """Register the *Contributions* submenu."""
    rows: list[tuple[Any, str, str, Callable[[Any], bool]]] = [
        (pgettext_lazy("menu item", "Queue"), "queue", "list-ul", is_moderator),
        (pgettext_lazy("menu item", "Registrations"), "registrations", "group", is_moderator),
        (
            pgettext_lazy("menu item", "Translations"),
            "translations",
            "wagtail-localize-language",
            translates_anything,
        ),
        (
            _("Settings of conferences"),
            "conferences",
            "cogs",
            conference_views.may_change_settings,
        ),
    ]
    items = [
        GuardedMenuItem(
            label, reverse(f"contributions:{name}"), icon_name=icon, order=place, is_allowed=allowed
        )
        for place, (label, name, icon, allowed) in enumerate(rows, start=1)
    ]
    return SubmenuMenuItem(
        pgettext_lazy("menu item", "Contributions"),
        Menu(register_hook_name=None, items=items),
        name="contributions",
        icon_name="comment",
        order=310,
    )


@hooks.register("register_log_actions")
def steps_in_the_log(actions: LogActionRegistry) -> None:
    """Register the steps of moderation and translation as log actions."""
    for name, (action_label, said) in LOG_LABELS.items():
        actions.register_action(f"contributions.{name}")(_formatter(action_label, said))


def _formatter(action_label: Any, said: Any) -> type[LogFormatter]:
    class Formatter(LogFormatter):
        label = action_label

        def format_message(self, log_entry: Any) -> str:
            reason = log_entry.data.get("reason")
            if not reason:
                return str(said)
            return gettext("%(action)s: %(reason)s") % {"action": said, "reason": reason}

    return Formatter


@hooks.register("register_permissions")
def permission_for_groups() -> Any:
    """Offer the permission on moderation settings in the admin's group form."""
    return Permission.objects.filter(
        content_type__app_label="contributions", codename="change_moderationsettings"
    )


@hooks.register("construct_homepage_panels")
def translations_on_the_home_page(_request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel of translators to the admin's home page."""
    panels.append(TranslationsPanel())
