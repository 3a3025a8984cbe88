"""Readers' requests for translations: counted once a day, without account or personal data.

The public view is protected by a CSRF token.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wagtail.models import Locale, Page, Site

from core.languages.language_names import language_name
from core.languages.language_versions import LanguageLink, links_to, versions_of
from core.languages.live_homes import live_homes
from core.navigation.page_chrome import PageChrome
from core.text.bidi_isolation import direction_of
from translation.models import RequestedTranslation

# A reader counts once a day per page and language, and is limited to so many requests per hour.
DAY, HOUR = 24 * 3600, 3600
AT_MOST_AN_HOUR = 20


@dataclass(frozen=True)
class Offer:
    """Link or button for requesting a page in one language."""

    language: str
    """The language code of `text`: the requested language, if the site has pages in it."""
    direction: str
    url: str
    text: str


def offers(chrome: PageChrome) -> list[Offer]:
    """Returns one offer for each language in which the page is missing.

    The preview of a draft has no address, and is there all the same.
    """
    if chrome.page is None or chrome.page.pk is None:
        return []
    missing = [link for link in chrome.languages if not link.url and not link.is_current]
    return [offer(chrome.request, chrome.page, link.code, chrome.language) for link in missing]


def offer(request: HttpRequest, page: Page, code: str, otherwise: str) -> Offer:
    """Returns an offer; `otherwise` is the language of its text if `code` has no pages yet."""
    site = Site.find_for_request(request)
    speaks = site is not None and code in live_homes(site.root_page)
    language = code if speaks else otherwise
    with override(language):
        text = gettext("Ask for this page in this language: %(language)s")
        return Offer(
            language,
            direction_of(language),
            reverse("ask_for_translation", args=(page.pk, code)),
            text % {"language": language_name(code)},
        )


def count(request: HttpRequest, page: Page, locale: Locale) -> None:
    """Counts a request; requests beyond the rate limit are accepted but not counted."""
    key = f"asked.{_reader(request)}.{page.translation_key}.{locale.pk}"
    if cache.add(key, 1, DAY) and not _is_flood(request):
        RequestedTranslation.objects.count_one(page.translation_key, locale)


def _is_flood(request: HttpRequest) -> bool:
    key = f"asked.{_reader(request)}"
    cache.add(key, 0, HOUR)
    try:
        return int(cache.incr(key)) > AT_MOST_AN_HOUR
    except ValueError:  # the key expired in between
        return False


def _reader(request: HttpRequest) -> str:
    """Returns a keyed hash of the reader's IP address; only used in cache keys, for up to a day."""
    address = request.META.get("REMOTE_ADDR", "")
    return salted_hmac("translation.asking", address).hexdigest()[:20]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, page_id: int, code: str) -> HttpResponse:
    """Renders the confirmation form (GET), counts the request (POST) and thanks the reader."""
    page, links = _readable(request, page_id)
    wanted = next((link for link in links if link.code == code), None)
    locale = Locale.objects.filter(language_code=code).first()
    if wanted is None or locale is None:
        raise Http404
    if wanted.url:
        return redirect(wanted.url)
    if request.method == "POST":
        count(request, page, locale)
        return HttpResponseRedirect(f"{request.path}?thanks")
    context = {
        "chrome": PageChrome(request),
        "asked_page": page,
        "asked_url": page.get_url(request),
        "asked_language": language_name(code),
        "asked_code": code,
        "is_counted": "thanks" in request.GET,
    }
    return render(request, "translation/asking.html", context)


def _readable(request: HttpRequest, page_id: int) -> tuple[Page, list[LanguageLink]]:
    page = Page.objects.filter(pk=page_id).first()
    versions = versions_of(page) if page is not None else []
    readable = next((each for each in versions if each.pk == page_id), None)
    if readable is None:
        raise Http404
    return readable, links_to(versions, request)
