"""In which languages a page can be read, and where."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, override

from wagtail.models import Page, Site

from core.homes import live_homes
from core.querysets import readable


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language bar. Without `url`, the page does not exist in that language."""

    code: str
    autonym: str
    direction: str
    url: str = ""
    absolute_url: str = ""
    is_current: bool = False


def _entry(code: str, autonym: str, *, url: str = "", absolute_url: str = "") -> LanguageLink:
    return LanguageLink(
        code=code,
        autonym=autonym,
        direction="rtl" if get_language_info(code)["bidi"] else "ltr",
        url=url,
        absolute_url=absolute_url,
        is_current=code == get_language(),
    )


def language_links(page: Page, request: HttpRequest) -> list[LanguageLink]:
    """The page in each language of the site; real addresses, never a swapped prefix."""
    translations = {
        translation.locale.language_code: translation
        for translation in readable(page.get_translations(inclusive=True)).select_related("locale")
    }
    return [
        _entry(
            code,
            autonym,
            url=translations[code].get_url(request) or "",
            absolute_url=translations[code].get_full_url(request) or "",
        )
        if code in translations
        else _entry(code, autonym)
        for code, autonym in settings.LANGUAGES
    ]


def site_language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same view (search, for example) in each language that has a live home page."""
    site = Site.find_for_request(request)
    homes = live_homes(site.root_page) if site else {}
    match = request.resolver_match
    links = []
    for code, autonym in settings.LANGUAGES:
        url = ""
        if code in homes and match is not None and match.view_name:
            with override(code):
                url = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        links.append(_entry(code, autonym, url=url))
    return links
