"""A reader would like a page in a language that it lacks: counted, with no trace of the reader."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language_info, gettext, override

from wagtail.models import Locale, Page, Site

from core.languages.live_homes import live_homes
from core.navigation.page_chrome import Frame
from translation.models import AskedTranslation

# One reader counts once a day for a page in a language, and so often in all within an hour.
DAY, HOUR = 24 * 3600, 3600
AT_MOST_AN_HOUR = 20


@dataclass(frozen=True)
class Offer:
    """The way to ask for a page in one language."""

    language: str
    """The code of the language that `text` is in: the very one, where the site speaks it."""
    direction: str
    url: str
    text: str


def offers(frame: Frame) -> list[Offer]:
    """One for each language that the page lacks."""
    if frame.page is None or frame.page.pk is None:
        return []
    missing = [link for link in frame.languages if not link.url]
    return [offer(frame.request, frame.page, link.code, frame.language) for link in missing]


def offer(request: HttpRequest, page: Page, code: str, otherwise: str) -> Offer:
    """`otherwise`: the code of the language to say it in, where the site has no such pages yet."""
    site = Site.find_for_request(request)
    speaks = site is not None and code in live_homes(site.root_page)
    language = code if speaks else otherwise
    with override(language):
        text = gettext("Ask for this page in this language: %(language)s")
        return Offer(
            language,
            "rtl" if get_language_info(language)["bidi"] else "ltr",
            reverse("ask_for_translation", args=(page.pk, code)),
            text % {"language": dict(settings.LANGUAGES).get(code, code)},
        )


def count(request: HttpRequest, page: Page, locale: Locale) -> None:
    """One more who would like it; whoever asks too often is thanked, and not counted."""
    if _is_first(request, f"{page.translation_key}.{locale.pk}") and not _is_flood(request):
        AskedTranslation.objects.count_one(page.translation_key, locale)


def _is_first(request: HttpRequest, subject: str) -> bool:
    return bool(cache.add(f"asked.{_reader(request)}.{subject}", 1, DAY))


def _is_flood(request: HttpRequest) -> bool:
    key = f"asked.{_reader(request)}"
    cache.add(key, 0, HOUR)
    try:
        return int(cache.incr(key)) > AT_MOST_AN_HOUR
    except ValueError:  # it ran out in between
        return False


def _reader(request: HttpRequest) -> str:
    """Tells readers apart for a day, in the cache only; the address cannot be got back from it."""
    address = request.META.get("REMOTE_ADDR", "")
    return salted_hmac("translation.asking", address).hexdigest()[:20]
