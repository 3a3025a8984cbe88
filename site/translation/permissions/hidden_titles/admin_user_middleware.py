"""Middleware that tells who is asking for as long as an answer of the admin is rendered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from wagtail.log_actions import LogContext


class AdminUserMiddleware:
    """Keeps the user of an admin request in Wagtail's log context until the answer is rendered.

    Wagtail's own context ends with the view, and most views return a template that is rendered
    afterwards: there `page_titles.admin_display_title` would not know for whom.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Returns the answer of the view."""
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        with LogContext(user=request.user):
            return self.get_response(request)
