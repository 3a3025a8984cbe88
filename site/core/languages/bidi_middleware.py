"""Middleware that isolates runs of the other writing direction in every HTML response."""

from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from core.text.bidi_isolation_in_html import concerns, isolate_in_html


class DirectionMiddleware(MiddlewareMixin):
    """Adds `<bdi>` where left-to-right and right-to-left text meet; other responses pass.

    It comes last, so that the page cache and `ETag` see the result.
    """

    def process_response(self, _request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Handles one response."""
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and concerns(response.content):
            html = response.content.decode(response.charset)
            response.content = isolate_in_html(html).encode(response.charset)
        return response
