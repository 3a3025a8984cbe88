"""Counts readers' requests for translations without storing personal data."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, override

from wagtail.models import Locale, Page, Site

from core.languages.language_names import language_name
from core.languages.live_homes import live_homes
from core.navigation.page_chrome import PageChrome
from core.text.direction import direction_of
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
    if _is_first(request, f"{page.translation_key}.{locale.pk}") and not _is_flood(request):
        RequestedTranslation.objects.count_one(page.translation_key, locale)


def _is_first(request: HttpRequest, subject: str) -> bool:
    return bool(cache.add(f"asked.{_reader(request)}.{subject}", 1, DAY))


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
