"""The import's place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from legacy_import import views
from legacy_import.permissions import may_import


@hooks.register("register_admin_urls")
def import_addresses() -> list[URLPattern | URLResolver]:
    return [
        path("import-pages/", views.import_pages, name="import_pages"),
        path("import-pages/<int:upload_id>/", views.import_upload, name="import_upload"),
    ]


class ImportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


@hooks.register("register_reports_menu_item")
def import_menu_item() -> Any:
    return ImportMenuItem(
        _("Import pages"),
        reverse("import_pages"),
        name="import-pages",
        icon_name="upload",
        order=910,
    )
