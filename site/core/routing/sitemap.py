"""The XML sitemap: all public pages in all languages, with their alternates.

One file while the site is small; then an index of files with a fixed number of pages each, below
the protocol's limits (50,000 URLs, 50 MB) and that of the page cache.
"""

from collections import defaultdict
from math import ceil
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from core.caching import cache_headers
from core.pages.public_querysets import readable

# Up to 200 bytes for each URL and each of its alternates: about 1 MB with three
# languages and under 2 MB, the most that `page_cache` keeps, with seven.
ADDRESSES_OF_A_FILE = 1000


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Serves all URLs, or the index of the files if there are too many for one."""
    pages = _pages(request)
    files = _number_of_files(pages)
    if files == 1:
        return _file(request, pages, 1)
    addresses = [reverse("sitemap_file", args=[number]) for number in range(1, files + 1)]
    locations = [request.build_absolute_uri(address) for address in addresses]
    return _kept(request, "sitemap_index.xml", {"locations": locations})


@require_safe
def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """Serves one of the files of the index, counted from 1."""
    pages = _pages(request)
    if not 1 <= number <= _number_of_files(pages):
        raise Http404
    return _file(request, pages, number)


def _file(request: HttpRequest, pages: PageQuerySet, number: int) -> HttpResponse:
    return _kept(request, "sitemap.xml", {"entries": _entries(request, pages, number)})


def _kept(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    kind = "application/xml; charset=utf-8"
    response = render(request, template, context, content_type=kind)
    cache_headers.allow_caching(response, in_every_language=True)
    return response


def _entries(request: HttpRequest, pages: PageQuerySet, number: int) -> list[dict[str, Any]]:
    """Returns a dict per page: `location`, `last_change` (UTC), `alternates` by language."""
    last = number * _pages_of_a_file()
    # Grouped by translation key, so that a page and its alternates are in the same file.
    keys = _keys(pages)[last - _pages_of_a_file() : last]
    found = [
        (page, page.get_full_url(request))
        for page in readable(pages.filter(translation_key__in=list(keys)))
        .select_related("locale")
        .order_by("path")
    ]
    alternates = _alternates(found)
    return [
        {
            "location": location,
            "last_change": page.last_published_at,
            "alternates": alternates[page.translation_key],
        }
        for page, location in found
    ]


def _number_of_files(pages: PageQuerySet) -> int:
    return max(1, ceil(_keys(pages).count() / _pages_of_a_file()))


def _pages_of_a_file() -> int:
    return max(1, ADDRESSES_OF_A_FILE // len(settings.LANGUAGES))


def _pages(request: HttpRequest) -> PageQuerySet:
    """Returns live pages below the site's home pages; restrictions are not checked yet."""
    site = Site.find_for_request(request)
    pages = Page.objects.none()
    if site is not None:
        for home in Page.objects.filter(translation_key=site.root_page.translation_key):
            pages = pages | Page.objects.descendant_of(home, inclusive=True)
    return pages.live()


def _keys(pages: PageQuerySet) -> Any:
    """Returns the distinct translation keys of the pages, in a stable order."""
    keys = pages.order_by("translation_key").values_list("translation_key", flat=True)
    return keys.distinct()


def _alternates(found: list[tuple[Page, str]]) -> dict[Any, list[tuple[str, str]]]:
    alternates: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for page, location in found:
        alternates[page.translation_key].append((page.locale.language_code, location))
    for versions in alternates.values():
        default = dict(versions).get(settings.LANGUAGE_CODE, versions[0][1])
        versions.append(("x-default", default))
    return alternates
