"""Wraps URLs of Wagtail's page views in a permission check; included before Wagtail's own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache

from wagtail.admin import urls as admin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import pages as page_urls
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page

from translation.permissions import draft_visibility


class VisiblePageTypesReport(PageTypesUsageReportView):
    """Wagtail's report view with hidden titles."""

    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        """As Wagtail's own, without last edited pages the user may not explore."""
        rows = super().decorate_paginated_queryset(page_types)
        numbers = {row.last_edited_page_id for row in rows if row.last_edited_page_id}
        explorable = self.permission_policy.explorable_instances(self.request.user)
        known = set(explorable.filter(pk__in=numbers).values_list("pk", flat=True))
        for row in rows:
            if row.last_edited_page_id not in known:
                row.last_edited_page = None
        return rows


View = Callable[..., Any]

# These views display the page's title before they check permissions.
OF_ONE_PAGE = {
    "move_confirm",
    "collect_workflow_action_data",
    "confirm_workflow_cancellation",
    "workflow_preview",
}
PAGE_ARGUMENTS = ("page_id", "page_to_move_id")
CHOOSER_OF_CHILDREN = "wagtailadmin_choose_page_child"
CHOSEN = "wagtailadmin_choose_page_chosen_multiple"


def guarded(view: View, question: Callable[..., None]) -> View:
    """Wraps a view to ask the question, which may raise PermissionDenied, before it is called."""

    @wraps(view)
    def ask(request: HttpRequest, *args: Any, **arguments: Any) -> HttpResponse:
        question(request, **arguments)
        return view(request, *args, **arguments)

    return ask


def explores(request: HttpRequest, **arguments: Any) -> None:
    """Raises PermissionDenied for a page the user may not explore.

    Users with a workflow task on the page are allowed without further permissions.
    """
    for name in PAGE_ARGUMENTS:
        if name in arguments:
            page = get_object_or_404(Page, pk=arguments[name])
            if not page.specific.permissions_for_user(request.user).can_edit():
                draft_visibility.refuse_to_explore(request.user, page)


def chooses_below(request: HttpRequest, *, parent_page_id: int) -> None:
    """Raises PermissionDenied if an ancestor that the page chooser lists is not choosable."""
    page = get_object_or_404(Page, pk=parent_page_id)
    lineage = page.get_ancestors(inclusive=True)
    if draft_visibility.choosable(lineage, request).count() < page.depth:
        raise PermissionDenied


def chooses(request: HttpRequest) -> None:
    """Raises PermissionDenied if any of the chosen page ids is not choosable."""
    numbers = {number for number in request.GET.getlist("id") if number.isdecimal()}
    known = draft_visibility.choosable(Page.objects.filter(pk__in=numbers), request)
    if known.count() < len(numbers):
        raise PermissionDenied


def _again(pattern: URLPattern, question: Callable[..., None]) -> URLPattern:
    view = never_cache(require_admin_access(guarded(pattern.callback, question)))
    return URLPattern(pattern.pattern, view, pattern.default_args)


def _stock(name: str) -> URLPattern:
    """Returns Wagtail's URL pattern; raises StopIteration at start-up if it no longer exists."""
    return next(each for each in admin_urls.urlpatterns if getattr(each, "name", None) == name)


_of_pages = [
    _again(pattern, explores) for pattern in page_urls.urlpatterns if pattern.name in OF_ONE_PAGE
]
_types = [
    path("", VisiblePageTypesReport.as_view()),
    path("results/", VisiblePageTypesReport.as_view(results_only=True)),
]
for _pattern in _types:
    _pattern.callback = never_cache(require_admin_access(_pattern.callback))

urlpatterns: list[URLPattern | URLResolver] = [
    path("pages/", include(_of_pages)),
    path("reports/page-types-usage/", include(_types)),
    _again(_stock(CHOOSER_OF_CHILDREN), chooses_below),
    _again(_stock(CHOSEN), chooses),
]
