"""Wagtail hooks of the importer: admin URLs and menu item."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from legacy_import import views
from legacy_import.views import may_import


@hooks.register("register_admin_urls")
def import_addresses() -> list[URLPattern | URLResolver]:
    """Registers the admin URLs of the importer."""
    return [
        path("import-pages/", views.import_pages, name="import_pages"),
        path("import-pages/<int:upload_id>/", views.import_upload, name="import_upload"),
    ]


class ImportMenuItem(MenuItem):
    """Menu item shown to users who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Returns whether the user may import."""
        return may_import(request.user)


@hooks.register("register_reports_menu_item")
def import_menu_item() -> Any:
    """Registers the menu item below “Reports”."""
    return ImportMenuItem(
        _("Import pages"),
        reverse("import_pages"),
        name="import-pages",
        icon_name="upload",
        order=910,
    )
