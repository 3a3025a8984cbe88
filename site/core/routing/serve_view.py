"""The view that serves every page by its URL."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from wagtail import views as wagtail_views
from wagtail.url_routing import RouteResult

from core.routing import page_view_registry
from core.routing.former_addresses import find_former_route
from core.routing.mistyped_addresses import redirect_to
from core.routing.page_lookup import Candidate, find_first
from core.text.address_folding import folded


@csrf_exempt
@require_safe
def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Calls Wagtail's own view (privacy, hooks, 404) with the route found by our lookup.

    A live page takes precedence over a former address. Methods other than GET and HEAD get 405.
    """
    language = get_language() or ""
    asked, meant = Candidate(language, path), Candidate(language, folded(path))
    found = find_first(request, dict.fromkeys([asked, meant]))
    if found is not None and found[0] != asked:
        return redirect_to(request, found[0])
    route = found[1] if found else _route_without_page(request, path)
    # Wagtail keeps a request's route in this attribute; a contract test watches it.
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    return wagtail_views.serve(request, path)


def _route_without_page(request: HttpRequest, path: str) -> RouteResult | None:
    return find_former_route(request, path) or page_view_registry.fallback_route(request, path)
