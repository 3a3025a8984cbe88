"""The view behind every address of a page."""

from django.http import HttpRequest, HttpResponse

from wagtail import views as wagtail_views

from core.former import find_former_route
from core.routing import find_route


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view (privacy, hooks, 404), with the route found our way.

    A live page wins over a page that once had its address.
    """
    route = find_route(request, path) or find_former_route(request, path)
    # Wagtail keeps a request's route in this attribute; a contract test watches it.
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    return wagtail_views.serve(request, path)
