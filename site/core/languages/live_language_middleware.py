"""Middleware that redirects readers of a language that has no live home page."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import get_language_from_path, override
from django.utils.translation.trans_real import parse_accept_lang_header

from core.languages.live_homes import live_homes
from core.pages.request_kind import is_for_preview
from core.routing.request_site import cache_request_site


class LiveLanguageMiddleware(MiddlewareMixin):
    """Redirects to a language that has a live home page.

    Wagtail would answer `/fr/…` with the English page, status 200 and `lang="fr"`.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Returns the redirect, or None to go on."""
        if is_for_preview(request):
            # Translators preview their pages before the language's home page is published.
            return None
        wanted = get_language_from_path(request.path_info)
        if wanted is None and request.path_info != "/":
            return None
        site = cache_request_site(request)
        homes = live_homes(site.root_page) if site else {}
        # Django takes "/FR/" for a language, and leaves it in capitals.
        if not homes or (wanted or "").lower() in homes:
            return None
        with override(preferred_language(request, list(homes))):
            response = HttpResponseRedirect(reverse("wagtail_serve", args=("",)))
        patch_vary_headers(response, ["Accept-Language"])
        return response


def preferred_language(request: HttpRequest, available: list[str]) -> str:
    """Returns the first of the reader's languages (Accept-Language) that is available.

    A variant leads to the language that is there, by Django's fallbacks. Falls back to the site's
    default language, then to any available one.
    """
    for accepted, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        for code in variants(accepted, available):
            if code in available:
                return code
    return settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in available else available[0]


def variants(accepted: str, available: list[str]) -> list[str]:
    """Returns the languages that may stand for `accepted`, the nearest first, as Django does.

    "zh-cn" is written as "zh-hans"; "fr-ca" is read by "fr", and "zh" by any Chinese there is.
    """
    fallbacks = LANG_INFO.get(accepted, {}).get("fallback", [])
    generic = accepted.partition("-")[0]
    siblings = [code for code in available if code.startswith(f"{generic}-")]
    return [accepted, *fallbacks, generic, *siblings]
