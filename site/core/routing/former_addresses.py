"""Records the former addresses of pages and redirects them to the present URL.

Wagtail creates redirects page by page, and in one statement for all on SQLite, where it fails at
some hundred pages. Here one query reads the addresses and a few write them. Addresses of pages that
were never published are not recorded: nobody can have cited them.

Access is checked at the present URL, by Wagtail's own view: a private page asks for its password
there, and a draft is not found.
"""

from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.signals import page_slug_changed, pre_page_move
from wagtail.url_routing import RouteResult

from core.caching import cache_headers
from core.models import BasePage, FormerAddress
from core.routing.page_lookup import MAX_COMPONENTS, find_route, home_path
from core.text.address_folding import folded

# The depth of home pages; their slug is part of `url_path`, but not of the URL.
HOME_DEPTH = 2


def connect_signals() -> None:
    """Connects the signals of moved pages and changed slugs."""
    pre_page_move.connect(_on_move, dispatch_uid="core.routing.former_addresses.move")
    page_slug_changed.connect(_on_slug_change, dispatch_uid="core.routing.former_addresses.slug")


def published(page: Page) -> PageQuerySet:
    """Returns the page and its descendants that are or once were published."""
    pages: PageQuerySet = Page.objects.descendant_of(page, inclusive=True)
    return pages.exclude(live=False, first_published_at=None)


def _on_move(instance: Page, url_path_before: str, url_path_after: str, **_kwargs: Any) -> None:
    """Signal receiver: records the addresses before the move, in case the process dies after it."""
    if url_path_before != url_path_after:
        page = Page.objects.get(pk=instance.pk)
        FormerAddress.objects.record(published(page).values_list("pk", "url_path"))


def _on_slug_change(instance: Page, instance_before: Page, **_kwargs: Any) -> None:
    """Signal receiver, called after the commit: the page may have moved again since."""
    page = Page.objects.get(pk=instance.pk)
    if page.depth <= HOME_DEPTH:
        _rename_home(instance_before.url_path, page.url_path)
    else:
        # (page id, `url_path`) at and below `page` as of when it had `url_path_before`.
        rest = Substr("url_path", len(page.url_path) + 1)
        former = Concat(Value(instance_before.url_path), rest)
        FormerAddress.objects.record(
            published(page).annotate(former=former).values_list("pk", "former").iterator()
        )


@transaction.atomic
def _rename_home(before: str, after: str) -> None:
    """Updates the recorded addresses below a home page whose slug has changed.

    The slug is part of `url_path`, but not of URLs.
    """
    addresses = FormerAddress.objects
    before, after = folded(before), folded(after)
    addresses.filter(url_path__startswith=after).delete()
    addresses.filter(url_path__startswith=before).update(
        url_path=Concat(Value(after), Substr("url_path", len(before) + 1))
    )


def find_former_route(request: HttpRequest, path: str) -> RouteResult | None:
    """Returns a redirect for the former address `path` (without language prefix), or None.

    The longest recorded address counts; what follows it must be a view of the page. Costs one query
    if there is none.
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
    route = find_route(request, target)
    if route is None or not isinstance(route.page, BasePage):
        return None

    def redirect(request: HttpRequest, _page: Page) -> HttpResponse:
        return _moved_permanently(request, target)

    return RouteResult(route.page, kwargs={"view": redirect})


def _moved_permanently(request: HttpRequest, target: str) -> HttpResponse:
    """Redirects with the query string; not cached by clients, for the page may move back."""
    url = reverse("wagtail_serve", args=(target,))
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
    patch_cache_control(response, no_cache=True)
    cache_headers.allow_caching(response)
    return response
