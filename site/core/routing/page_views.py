"""Views that hang below the addresses of pages, such as `…/print/` and `…/print.pdf`.

An app registers its view under a name in `AppConfig.ready()`, for every page or for those of one
type; `BasePage` serves it and keeps child pages from taking the name as their slug.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from re import fullmatch
from urllib.parse import urljoin

from django.http import HttpResponse
from django.utils.functional import Promise

from wagtail.models import Page

PageView = Callable[..., HttpResponse]
Text = str | Promise

# Addresses of the site itself below /<language>/ and below the host.
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
        """Whether some page would have both."""
        related = issubclass(self.below, other.below) or issubclass(other.below, self.below)
        return self.name == other.name and related


_routes: list[Route] = []


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
    """Serves `view(request, page)` at `<page address><name>/`, or without a slash at a file name.

    It is offered below pages of the type `below` and its subtypes; elsewhere the address is not
    found. With `preview`, editors find the view under that label among the page's preview modes;
    it is then called with a draft, and with `request.is_preview` set. With `label`, the page
    links to the view, as another form of itself of the given `media_type`.
    With `takes`, a pattern, it is also called for `<name>/<value>/`, with `value=`.
    Raises ValueError where another view has the name below the same page.
    """
    route = Route(name, view, below, preview, label, media_type, takes)
    for other in _routes:
        if route.overlaps(other) and (other.view is not view or other.below is not below):
            raise ValueError(f"Two views want the address {name!r}.")
    if route not in _routes:
        _routes.append(route)


def routes_below(page: Page) -> list[Route]:
    """What hangs below `page`, which is of its specific type, in the order of registration."""
    return [route for route in _routes if isinstance(page, route.below)]


def addresses_below(address: str, kind: type[Page]) -> list[str]:
    """Where the views hang below a page of this type at `address`."""
    names = [route.name for route in _routes if issubclass(kind, route.below)]
    return [urljoin(address, name if "." in name else f"{name}/") for name in names]


def view_for(name: str, page: Page) -> PageView | None:
    """The view at `name` below `page`; None where this page has no such address."""
    routes = routes_below(page)
    found = next((route.view for route in routes if route.name == name), None)
    return found or next(filter(None, (_view_of_value(route, name) for route in routes)), None)


def _view_of_value(route: Route, address: str | None) -> PageView | None:
    head, _slash, value = (address or "").rpartition("/")
    if not route.takes or head != route.name or not fullmatch(route.takes, value):
        return None
    return partial(route.view, value=value)


def preview_modes(page: Page) -> list[tuple[str, Text]]:
    """Name and label of each view of `page` that editors may preview."""
    return [(route.name, route.preview) for route in routes_below(page) if route.preview]


def is_reserved(slug: str) -> bool:
    """Whether a page with this slug would hide, or be hidden by, an address of the site."""
    return slug in RESERVED_SLUGS or any(slug == route.name.split("/")[0] for route in _routes)
