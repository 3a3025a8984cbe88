"""Wagtail hooks that register the work packages: URLs, menu item, home panel, bulk action."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from translation.board import work_package_permissions
from translation.board.hooks import BoardMenuItem
from translation.models import PackageAssignment
from translation.permissions.hidden_titles.bulk_actions import ScreenBulkAction
from translation.work_packages import package_language_views, views

urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.add, name="add"),
    path("<int:package_id>/", views.package, name="package"),
    path("<int:package_id>/change/", views.change, name="change"),
    path("<int:package_id>/delete/", views.delete, name="delete"),
    path("<int:package_id>/<slug:language>/export/", package_language_views.export, name="export"),
    path("<int:package_id>/<slug:language>/send/", package_language_views.send, name="send"),
    path(
        "<int:package_id>/<slug:language>/approve/", package_language_views.approve, name="approve"
    ),
]


@hooks.register("register_bulk_action")
class MakeWorkPackage(ScreenBulkAction):
    """Opens the form of a new work package with the selected pages; changes nothing."""

    display_name = _("Make a work package")
    action_type = "make_work_package"
    aria_label = _("Make a work package of the selected pages")
    template_name = "translation/work_packages/bulk.html"
    action_priority = 57
    url_name = "work_packages:add"

    def check_perm(self, obj: Page) -> bool:
        """Whether the user edits the page's original."""
        usable = work_package_permissions.usable_pages(self.request.user)
        return bool(usable.filter(translation_key=obj.translation_key).exists())


AT_MOST = 8


class PackagesPanel(Component):
    """The panel “your work packages”; empty without any."""

    name = "work_packages_of_yours"
    template_name = "translation/work_packages/panel.html"
    order = 111

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Returns the open packages of the user, those due first, in one query."""
        user = parent_context["request"].user
        mine = PackageAssignment.objects.of(user).filter(done_at=None)
        return {"assignments": list(mine.with_progress().with_names()[:AT_MOST])}


@hooks.register("register_admin_urls")
def package_addresses() -> list[URLPattern | URLResolver]:
    """Registers the URLs of the work packages."""
    return [path("work-packages/", include((urlpatterns, "work_packages")))]


@hooks.register("register_reports_menu_item")
def packages_menu_item() -> MenuItem:
    """Adds the work packages to the Reports menu."""
    return BoardMenuItem(
        _("Work packages"),
        reverse("work_packages:index"),
        name="work-packages",
        icon_name="folder-open-inverse",
        order=905,
    )


@hooks.register("construct_homepage_panels")
def packages_on_the_home_page(_request: HttpRequest, panels: list[Any]) -> None:
    """Adds the panel of one's work packages to the admin's home page."""
    panels.append(PackagesPanel())
