"""Wagtail hooks that register the translation memory's screen."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from translation.memory import views


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Registers the URLs of the screen."""
    return [
        path("translation-memory/", views.search, name="translation_memory"),
        path("translation-memory/import/", views.take_in, name="import_translation_memory"),
        path(
            "translation-memory/remove-file/",
            views.remove_file,
            name="remove_from_translation_memory",
        ),
        path(
            "translation-memory/<slug:language>.tmx",
            views.export,
            name="export_translation_memory",
        ),
    ]


@hooks.register("register_permissions")
def permissions() -> "QuerySet[Permission]":
    """Registers the permission to import and remove TMX files."""
    return Permission.objects.filter(
        content_type__app_label="translation", codename="add_memorypair"
    )


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Adds the screen to the Reports menu."""
    return MenuItem(
        _("Translation memory"),
        reverse("translation_memory"),
        name="translation-memory",
        icon_name="history",
        order=925,
    )
