"""The view of the 404 page, in the language of the URL."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language_from_path, override

from wagtail.models import Page, Site

from core.languages.language_versions import LanguageLink, site_language_links
from core.languages.live_homes import live_homes
from core.languages.live_language_middleware import preferred_language
from core.navigation.page_chrome import PageChrome
from core.routing.mistyped_addresses import corrected_response
from core.routing.page_lookup import find_route


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Serves 404 in the language of the URL, with links to the same URL in other languages."""
    return corrected_response(request) or _not_found(request)


def _not_found(request: HttpRequest) -> HttpResponse:
    site = Site.find_for_request(request)
    homes = list(live_homes(site.root_page)) if site else []
    language = get_language_from_path(request.path_info)
    if language not in homes:
        language = preferred_language(request, homes) if homes else settings.LANGUAGE_CODE
    with override(language):
        found = _same_address_elsewhere(request)
        context = {
            "chrome": PageChrome(request),
            "elsewhere": [link for link, _page in found],
            "page_elsewhere": found[0][1] if found else None,
        }
        return render(request, "404.html", context, status=404)


def _same_address_elsewhere(request: HttpRequest) -> list[tuple[LanguageLink, Page]]:
    match = request.resolver_match
    if match is None or match.url_name != "wagtail_serve" or not match.args:
        return []
    links = [link for link in site_language_links(request) if link.url]
    found = [(link, _page_at(request, link)) for link in links]
    return [(link, page) for link, page in found if page is not None]


def _page_at(request: HttpRequest, link: LanguageLink) -> Page | None:
    with override(link.code):
        route = find_route(request, request.resolver_match.args[0])  # type: ignore[union-attr]
    if route is None or route.page.get_view_restrictions().exists():
        return None
    return route.page
