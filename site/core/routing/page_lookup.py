"""Finds the page for a URL with one query, at any depth.

Wagtail walks down the tree with one query per path component, and serves a published page below an
unpublished one. Here all pages along the path are fetched at once by their `url_path`; the deepest
is the page, the others are its ancestors, and each of them must be live.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, pairwise
from typing import Any

from django.db import connection
from django.http import Http404, HttpRequest
from django.utils.translation import get_language, override

from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from core.caching import generation_cache, shared_html
from core.languages.live_homes import live_homes
from core.pages.restrictions import IsRestricted
from core.routing import page_view_registry

MAX_COMPONENTS = 30
# The fields that are read from ancestors; the page itself is fetched with its type.
ANCESTOR_FIELDS = (
    "alias_of",
    "content_type",
    "depth",
    "live",
    "locale",
    "path",
    "search_description",
    "title",
    "translation_key",
    "url_path",
)


@dataclass(frozen=True)
class Candidate:
    """A language and a path below its prefix, where a page may be."""

    language: str
    path: str


def find_route(request: HttpRequest, path: str) -> RouteResult | None:
    """Returns the route (page and view) at `path` below the language prefix, or None."""
    found = find_first(request, [Candidate(get_language() or "", path)])
    return found[1] if found else None


def find_first(
    request: HttpRequest, candidates: Iterable[Candidate]
) -> tuple[Candidate, RouteResult] | None:
    """The first of the candidates at which a page is served; one query looks all of them up."""
    homes = home_paths(request)
    possible = [
        (candidate, addresses)
        for candidate in candidates
        if (addresses := _addresses(homes.get(candidate.language), candidate.path))
    ]
    found = _pages_by_address(dict.fromkeys(chain.from_iterable(each for _, each in possible)))
    specific = cache(_specific)
    for candidate, addresses in possible:
        lineage = _lineage(found, addresses)
        if not lineage or not all(page.live for page in lineage):
            continue
        page = specific(lineage[-1])
        with override(candidate.language):
            route = _route(request, page, lineage, _components(candidate.path)) if page else None
        if route is not None:
            return candidate, route
    return None


def _components(path: str) -> list[str]:
    return [component for component in path.split("/") if component]


def _addresses(home: str | None, path: str) -> list[str]:
    """The `url_path` of each page that may stand along the path, from the home page down."""
    components = _components(path)
    if home is None or len(components) > MAX_COMPONENTS:
        return []
    return list(accumulate(components, "{}{}/".format, initial=home))


def _route(
    request: HttpRequest, page: Page, lineage: list[Page], components: list[str]
) -> RouteResult | None:
    """By the page itself, which knows its trail from here on."""
    page.locale = lineage[-1].locale
    page.is_restricted = lineage[-1].is_restricted
    page.lineage = [*lineage[:-1], page]
    try:
        return page.route(request, components[len(lineage) - 1 :])
    except Http404:
        return None


def home_paths(request: HttpRequest) -> dict[str, str]:
    """Language code → `url_path` of its home page, for each language that has a live one."""
    site = Site.find_for_request(request)
    return live_homes(site.root_page) if site else {}


def home_path(request: HttpRequest) -> str | None:
    """Returns the `url_path` of the live home page in the request's language, or None."""
    return home_paths(request).get(get_language() or "")


def _pages_by_address(addresses: Iterable[str]) -> dict[str, Page]:
    addresses = list(addresses)
    found = generation_cache.get_many("page", addresses, _pages_at) if addresses else {}
    _remember_views(found, addresses)
    return {address: page for address, page in found.items() if page}


def _remember_views(found: dict[str, Page | None], addresses: list[str]) -> None:
    """Notes for the generation that no page stands where a view below a known page does.

    Only there: the number of all addresses without a page is unbounded.
    """
    known = generation_cache.entries()
    if known is None:
        return
    for parent, address in pairwise(addresses):
        name = address.removeprefix(parent).rstrip("/")
        if address not in found and found.get(parent) and page_view_registry.is_view_name(name):
            known["page", address] = None


def _lineage(found: dict[str, Page], addresses: list[str]) -> list[Page]:
    lineage: list[Page] = []
    for address in addresses:
        if address not in found:
            break
        # Copied: each request sets cached attributes on its own instances.
        lineage.append(copy(found[address]))
    return lineage


def _pages_at(addresses: list[str]) -> dict[str, Page | None]:
    pages = Page.objects.only(*ANCESTOR_FIELDS).filter(url_path__in=addresses)
    pages = pages.annotate(is_restricted=IsRestricted())
    return {page.url_path: page for page in pages.select_related("locale")}


def _specific(page: Page) -> Page | None:
    """Returns the page's specific instance; None if it was deleted meanwhile.

    The pages that readers ask for are cached for the generation; each request gets its own copy.
    """
    model = page.specific_class
    if model is None or isinstance(page, model):
        return page
    found: Page | None = shared_html.pages.get_or_make(page.pk, lambda: _fetched(page, model))
    return copy(found)


def _fetched(page: Page, model: Any) -> Page | None:
    found = model._base_manager.raw(_statement_for_one(model, connection.vendor), [page.pk])
    return next(iter(found), None)


@cache
def _statement_for_one(model: type[Page], vendor: str) -> str:
    """Returns the SQL that selects every field of one page of this type.

    Django takes longer to build this join of three tables and fifty columns than the database takes
    to answer.
    """
    statement, _parameters = model._base_manager.filter(pk=0).query.sql_with_params()
    return str(statement)


def specific_ancestor(page: Page) -> Page:
    """Returns the specific instance of an ancestor of the requested page.

    Cached per generation; each request gets its own copy.
    """
    is_known = isinstance(page, page.specific_class or Page)
    if is_known or generation_cache.entries() is None:
        return page.specific
    return copy(generation_cache.get_or_make(("specific", page.pk), page.get_specific))
