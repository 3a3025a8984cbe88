"""Middleware that isolates runs of the other writing direction in every HTML response."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core.text.direction_in_html import concerns, isolate_in_html

GetResponse = Callable[[HttpRequest], HttpResponse]


class DirectionMiddleware:
    """Adds `<bdi>` where left-to-right and right-to-left text meet; other responses pass.

    It comes last, so that the page cache and `ETag` see the result.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handles one request."""
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming and concerns(response.content):
            html = response.content.decode(response.charset)
            response.content = isolate_in_html(html).encode(response.charset)
        return response
