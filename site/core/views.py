"""Views of the site: every page by its URL, the 404 page, robots.txt, security.txt, favicon."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_from_path, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from wagtail import views as wagtail_views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from core.languages.language_versions import LanguageLink, live_homes, site_language_links
from core.languages.live_language_middleware import preferred_language
from core.navigation.page_chrome import PageChrome
from core.navigation.site_settings import contact_email
from core.routing import page_view_registry
from core.routing.former_addresses import find_former_route
from core.routing.mistyped_addresses import corrected_response, redirect_to
from core.routing.page_lookup import Candidate, find_first, find_route
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


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Serves robots.txt."""
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Serves security.txt, the contact for vulnerabilities (RFC 9116)."""
    context = {
        "contact": contact_email(request),
        "expires": (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z"),
        "languages": ", ".join(code for code, _autonym in settings.LANGUAGES),
        "canonical": request.build_absolute_uri(reverse("security")),
    }
    return render(request, "security.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Redirects to the favicon."""
    return redirect(static("core/favicon.svg"), permanent=True)
