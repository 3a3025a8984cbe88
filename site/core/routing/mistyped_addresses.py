"""Addresses as people type them and mail breaks them: one redirect to the page that is meant.

Put right are case and encoding, punctuation and brackets after the address, doubled slashes, white
space and invisible characters, hyphens that a word processor has changed, a language with a region
(`/fr-CA/`), and a missing language. Every target is an address of this site, made by `reverse`.
"""

import re
from collections.abc import Iterator
from unicodedata import category

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import override
from django.utils.translation.trans_real import get_supported_language_variant

from wagtail import views as wagtail_views

from core.languages.live_homes import live_homes
from core.languages.live_language_middleware import preferred_language
from core.routing.former_addresses import find_former_route
from core.routing.page_lookup import Candidate, find_first
from core.routing.request_site import cache_request_site
from core.text.address_folding import folded

# What follows an address in a sentence, or closes what it stands in.
_AFTER = ".,;:!?…·*|`´'\"’”»›)]}>/"
_BEFORE = "'\"‘“„«‹([{</"
# Hyphens, dashes and the minus sign, in place of the hyphen that was typed.
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | {ord("\\"): "/"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_@][a-z0-9]{1,8}){0,2}")
# Views of the site beside its pages that people link to.
_OTHER_VIEWS = {"search"}


def corrected_response(request: HttpRequest) -> HttpResponseBase | None:
    """The redirect for an address that no view answers; None where nothing is meant by it.

    Asks the database twice at most, however many languages there are.
    """
    if request.method not in ("GET", "HEAD") or request.resolver_match is not None:
        return None
    candidates = list(_candidates(request, _tidied(request.path_info)))
    if not candidates:
        return None
    found = find_first(request, candidates)
    if found is not None:
        return redirect_to(request, found[0])
    return _other_view(request, candidates[0]) or _former_page(request, candidates[0])


def redirect_to(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """To the page's address, with the query that was asked. Asked anew each time.

    Where the address names no language, the target depends on the reader's.
    """
    with override(candidate.language):
        url = reverse("wagtail_serve", args=(candidate.path,))
    return _redirect(request, url)


def _redirect(request: HttpRequest, url: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    is_permanent = _language_named(_tidied(request.path_info)) is not None
    kind = HttpResponsePermanentRedirect if is_permanent else HttpResponseRedirect
    response = kind(f"{url}?{query}" if query else url)
    if not is_permanent:
        patch_vary_headers(response, ["Accept-Language"])
    patch_cache_control(response, no_cache=True)
    return response


def _tidied(path: str) -> list[str]:
    """The components of a path, in lower case, without what is in no address."""
    visible = "".join(
        sign for sign in folded(path).translate(_DASHES) if (category(sign)[0] not in "ZC")
    )
    within = visible.lstrip(_BEFORE).rstrip(_AFTER)
    return [component for component in within.split("/") if component.strip(".")]


def _language_named(components: list[str]) -> str | None:
    """The language of the site that the first component stands for, by Django's fallbacks."""
    if not components or not _LANGUAGE.fullmatch(components[0]):
        return None
    try:
        return get_supported_language_variant(components[0].replace("_", "-"))
    except LookupError:
        return None


def _candidates(request: HttpRequest, components: list[str]) -> Iterator[Candidate]:
    """Where the page may be, the likeliest first."""
    site = cache_request_site(request)
    homes = live_homes(site.root_page) if site else {}
    language = _language_named(components)
    if language in homes:
        yield Candidate(str(language), _path(components[1:]))
    if not homes or not components or components[0] == language:
        return
    first = preferred_language(request, list(homes))
    for code in [first, *(code for code in homes if code != first)]:
        yield Candidate(code, _path(components))


def _path(components: list[str]) -> str:
    """With a slash at its end, but for a file."""
    path = "/".join(components)
    return f"{path}/" if components and "." not in components[-1] else path


def _other_view(request: HttpRequest, candidate: Candidate) -> HttpResponse | None:
    path = f"/{candidate.language}/{candidate.path}"
    try:
        with override(candidate.language):
            match = resolve(path)
            if match.url_name not in _OTHER_VIEWS:
                return None
            return _redirect(request, reverse(match.view_name))
    except (Http404, NoReverseMatch):
        return None


def _former_page(request: HttpRequest, candidate: Candidate) -> HttpResponseBase | None:
    """Answered as the former address itself is, by Wagtail's own view, which asks for rights."""
    with override(candidate.language):
        route = find_former_route(request, candidate.path)
        if route is None:
            return None
        # Wagtail keeps a request's route in this attribute; a contract test watches it.
        request._wagtail_route_for_request = route  # type: ignore[attr-defined]
        return wagtail_views.serve(request, candidate.path)
