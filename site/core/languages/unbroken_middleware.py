"""Middleware that keeps document symbols and ranges of numbers on one line on the site's pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core.text.unbroken_in_html import keep_unbroken

GetResponse = Callable[[HttpRequest], HttpResponse]


class UnbrokenMiddleware:
    """Adds elements around what must not break; the admin's screens and other responses pass.

    It stands next to `DirectionMiddleware`, so that the page cache and `ETag` see the result.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handles one request."""
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and not _is_admin(request):
            html = response.content.decode(response.charset)
            response.content = keep_unbroken(html).encode(response.charset)
        return response


def _is_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("wagtailadmin_home"))
