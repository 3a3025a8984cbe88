"""The site map: every page that anybody may read, in every language, with its alternates."""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wagtail.models import Page, Site

from core import freshness
from core.querysets import readable

# The sitemap protocol's own limit for one file.
MAX_ADDRESSES = 50_000


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    context = {"entries": entries(request)}
    kind = "application/xml; charset=utf-8"
    response = render(request, "sitemap.xml", context, content_type=kind)
    freshness.keep(response, in_every_language=True)
    return response


def entries(request: HttpRequest) -> list[dict[str, Any]]:
    """One entry a page: `location`, `last_change` (a UTC instant) and `alternates` by language."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    homes = Page.objects.filter(translation_key=site.root_page.translation_key)
    pages = Page.objects.none()
    for home in homes:
        pages = pages | Page.objects.descendant_of(home, inclusive=True)
    found = [
        (page, page.get_full_url(request))
        for page in readable(pages).select_related("locale").order_by("path")[:MAX_ADDRESSES]
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


def _alternates(found: list[tuple[Page, str]]) -> dict[Any, list[tuple[str, str]]]:
    """Translation key → (hreflang, address) of each version, with `x-default` last."""
    alternates: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for page, location in found:
        alternates[page.translation_key].append((page.locale.language_code, location))
    for versions in alternates.values():
        default = dict(versions).get(settings.LANGUAGE_CODE, versions[0][1])
        versions.append(("x-default", default))
    return alternates
