"""Middleware that keeps document symbols and ranges of numbers on one line on the site's pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin

from core.text.unbroken_in_html import keep_unbroken


class UnbrokenMiddleware(MiddlewareMixin):
    """Adds elements around what must not break; the admin's screens and other responses pass.

    It stands next to `DirectionMiddleware`, so that the page cache and `ETag` see the result.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Handles one response."""
        is_page = response.get("Content-Type", "").startswith("text/html")
        is_admin = request.path.startswith(reverse("wagtailadmin_home"))
        if is_page and not response.streaming and not is_admin:
            html = response.content.decode(response.charset)
            response.content = keep_unbroken(html).encode(response.charset)
        return response
