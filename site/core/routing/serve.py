"""The view for the URLs of all pages."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from wagtail import views as wagtail_views

from core.routing.former_addresses import find_former_route
from core.routing.page_lookup import find_route


@csrf_exempt
@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Calls Wagtail's own view (privacy, hooks, 404) with the route found by our lookup.

    A live page takes precedence over a former address. Methods other than GET and HEAD get 405.
    """
    route = find_route(request, path) or find_former_route(request, path)
    # Wagtail keeps a request's route in this attribute; a contract test watches it.
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    return wagtail_views.serve(request, path)
