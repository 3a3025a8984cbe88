"""Answers for an address that a page once had: one step to where the page is now.

Readers' rights are asked at the present address, by Wagtail's own view: a page that is private
asks for its password here as it does there, and a draft is not found.
"""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from wagtail.models import Page
from wagtail.url_routing import RouteResult

from core.caching import expiry
from core.models import BasePage, FormerAddress
from core.routing.page_lookup import MAX_COMPONENTS, find_route, home_path
from core.text.address_folding import folded


def find_former_route(request: HttpRequest, path: str) -> RouteResult | None:
    """A redirect from the former address `path`, below the language prefix; or None.

    Without regard to case and encoding. The longest recorded address counts; what follows it must
    be a view of the page. Costs one query where the address is no former one.
    """
    home = home_path(request)
    components = [component for component in path.split("/") if component]
    if home is None or not 0 < len(components) <= MAX_COMPONENTS:
        return None
    addresses = _addresses(folded(home), [folded(component) for component in components])
    former = FormerAddress.objects.longest_first(addresses).first()
    if former is None or not former.page.url_path.startswith(home):
        return None
    depth = addresses.index(former.url_path) + 1
    present = former.page.url_path.removeprefix(home).split("/")[:-1]
    target = "/".join([*present, *components[depth:]])
    if path.endswith("/"):
        target = f"{target}/"
    return _redirect_to(request, target)


def _addresses(home: str, components: list[str]) -> list[str]:
    addresses = [home]
    for component in components:
        addresses.append(f"{addresses[-1]}{component}/")
    return addresses[1:]


def _redirect_to(request: HttpRequest, target: str) -> RouteResult | None:
    """The route to `target`, answering with its address; None where nothing is served there."""
    route = find_route(request, target)
    if route is None or not isinstance(route.page, BasePage):
        return None

    def redirect(request: HttpRequest, _page: Page) -> HttpResponse:
        return _moved_permanently(request, target)

    return RouteResult(route.page, kwargs={"view": redirect})


def _moved_permanently(request: HttpRequest, target: str) -> HttpResponse:
    """With the query that was asked; asked anew each time, for the page may move back."""
    url = reverse("wagtail_serve", args=(target,))
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
    patch_cache_control(response, no_cache=True)
    expiry.keep(response)
    return response
