"""Registry of views below the URLs of pages, such as `…/print/` and `…/print.pdf`.

An app registers its view in `AppConfig.ready()`, for every page or for those of one type;
`BasePage` serves it and refuses child pages whose slug is the view's name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from re import fullmatch
from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from wagtail.models import Page
from wagtail.url_routing import RouteResult

PageView = Callable[..., HttpResponse]
FallbackFinder = Callable[[HttpRequest, str], RouteResult | None]
Text = str | Promise

# URLs of the site itself below /<language>/ and below the host.
RESERVED_SLUGS = {
    "admin",
    "documents",
    "feed",
    "media",
    "search",
    "sitemap",
    "static",
    "taking-part",
    "translation-wanted",
}


@dataclass(frozen=True)
class Route:
    """A view at `name` below the pages of the type `below`."""

    name: str
    view: PageView
    below: type[Page]
    preview: Text = ""
    label: Text = ""
    media_type: str = ""
    takes: str = ""

    def overlaps(self, other: "Route") -> bool:
        """Returns whether some page would have both."""
        related = issubclass(self.below, other.below) or issubclass(other.below, self.below)
        return self.name == other.name and related


_routes: list[Route] = []
_fallbacks: list[FallbackFinder] = []


def register(
    name: str,
    view: PageView,
    *,
    below: type[Page] = Page,
    preview: Text = "",
    label: Text = "",
    media_type: str = "",
    takes: str = "",
) -> None:
    """Serves `view(request, page)` at `<page URL><name>/`; a file name gets no slash.

    Applies to pages of the type `below` and its subtypes. With `preview`, editors find the view
    under that label among the preview modes; it is then called with a draft and
    `request.is_preview` set. With `label`, the page links to the view as another format of itself,
    of type `media_type`. Raises ValueError if another view has the same name below the same page.
    """
    route = Route(name, view, below, preview, label, media_type, takes)
    for other in _routes:
        if route.overlaps(other) and (other.view is not view or other.below is not below):
            raise ValueError(f"Two views want the address {name!r}.")
    if route not in _routes:
        _routes.append(route)


def routes_below(page: Page) -> list[Route]:
    """Returns the views below `page`, a specific instance, in order of registration."""
    return [route for route in _routes if isinstance(page, route.below)]


def addresses_below(address: str, kind: type[Page]) -> list[str]:
    """Returns the URLs of the views below a page of type `kind` at `address`."""
    names = [route.name for route in _routes if issubclass(kind, route.below)]
    return [urljoin(address, name if "." in name else f"{name}/") for name in names]


def view_for(name: str, page: Page) -> PageView | None:
    """Returns the view at `name` below `page`; None if there is none."""
    routes = routes_below(page)
    found = next((route.view for route in routes if route.name == name), None)
    return found or next(filter(None, (_view_of_value(route, name) for route in routes)), None)


def _view_of_value(route: Route, address: str | None) -> PageView | None:
    head, _slash, value = (address or "").rpartition("/")
    if not route.takes or head != route.name or not fullmatch(route.takes, value):
        return None
    return partial(route.view, value=value)


def preview_modes(page: Page) -> list[tuple[str, Text]]:
    """Returns (name, label) of each view of `page` that editors may preview."""
    return [(route.name, route.preview) for route in routes_below(page) if route.preview]


def register_fallback(find: FallbackFinder) -> None:
    """Asks `find(request, path)` for the route of an address below which no page is live.

    It returns None where it knows none; the page of its route is checked as any other.
    """
    if find not in _fallbacks:
        _fallbacks.append(find)


def fallback_route(request: HttpRequest, path: str) -> RouteResult | None:
    """Returns the route that a registered fallback finds; None if there is none."""
    return next(filter(None, (find(request, path) for find in _fallbacks)), None)


def is_reserved(slug: str) -> bool:
    """Returns whether a page with this slug would conflict with a URL of the site."""
    return slug in RESERVED_SLUGS or is_view_name(slug)


def is_view_name(component: str) -> bool:
    """Returns whether the address of a view below some page begins with this component."""
    return any(component == route.name.split("/")[0] for route in _routes)
