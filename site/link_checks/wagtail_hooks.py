"""Wagtail hooks of the link checks: the report, its URLs and permissions."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from core.admin.checked_publishing import register_api_question
from link_checks import page_history_entries, page_hooks, views
from link_checks.api_confirmation import ask_before_action

__all__ = ["page_history_entries", "page_hooks"]

register_api_question(ask_before_action)


@hooks.register("register_admin_urls")
def report_addresses() -> list[URLPattern | URLResolver]:
    urls = [path("", views.report, name="report"), path("start/", views.start, name="start")]
    return [path("reports/links/", include((urls, "link_checks")))]


class ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return views.may_check(request.user)


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return ReportItem(
        _("Links to other sites"),
        reverse("link_checks:report"),
        name="link-checks",
        icon_name="link",
        order=850,
    )
