"""Wagtail hooks that register the report “Translation checks”."""

from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from translation.checks import publish_hooks, report_views

__all__ = ["publish_hooks"]


@hooks.register("register_admin_urls")
def report_address() -> list[URLPattern | URLResolver]:
    """Registers the URL of the report."""
    return [path("reports/translation-checks/", report_views.report, name="translation_checks")]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Adds the report to the Reports menu."""
    return MenuItem(
        _("Translation checks"),
        reverse("translation_checks"),
        name="translation-checks",
        icon_name="check",
        order=910,
    )
