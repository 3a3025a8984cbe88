"""Wagtail hooks that register the work packages."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from translation.dashboard.board_scope import works_anywhere
from translation.work_packages import bulk_action
from translation.work_packages.home_panel import PackagesPanel

__all__ = ["bulk_action"]


class PackagesMenuItem(MenuItem):
    """Menu item of the work packages, for users who edit or translate pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user has any page on the board."""
        return works_anywhere(request.user)


@hooks.register("register_admin_urls")
def package_addresses() -> list[URLPattern | URLResolver]:
    """Registers the URLs of the work packages."""
    return [path("work-packages/", include("translation.work_packages.urls"))]


@hooks.register("register_reports_menu_item")
def packages_menu_item() -> MenuItem:
    """Adds the work packages to the Reports menu."""
    return PackagesMenuItem(
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
