"""Wagtail hooks that register the screen for translation files."""

from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from translation.files import bulk_action, views

__all__ = ["bulk_action"]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Registers the URLs; `translation.url_guards` overrides those of single translations."""
    return [
        path("translation-files/", views.files, name="translation_files"),
        path("translation-files/export/", views.export, name="export_translations"),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Adds the screen to the Reports menu."""
    return MenuItem(
        _("Translation files"),
        reverse("translation_files"),
        name="translation-files",
        icon_name="resubmit",
        order=920,
    )
