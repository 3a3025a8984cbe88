"""The language versions of a page that are public, and links to them: switcher and hreflang."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override

from wagtail.models import Page, Site

from core.caching import generation_cache
from core.languages.live_homes import live_homes
from core.pages import body_prefetch
from core.pages.public_querysets import readable
from core.text.bidi_isolation import direction_of


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language bar; `url` is empty if the page has no version in that language."""

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
        direction=direction_of(code),
        url=url,
        absolute_url=absolute_url,
        is_current=code == get_language(),
    )


# Annotations of the query for versions, registered by apps that core does not import: name →
# expression.
_further: dict[str, Callable[[], Any]] = {}


def register_version_annotation(name: str, expression: Callable[[], Any]) -> None:
    """Registers an annotation for the query of `versions_of`; `expression` makes the expression."""
    _further[name] = expression


def versions_of(page: Page) -> list[Page]:
    """Returns the public versions of the page in all languages, itself included; one query.

    If a whole section is prefetched, the same query serves all its pages.
    """
    section = body_prefetch.prefetched_pages()
    if section is None:
        return _cached([page]).get(page.translation_key, [])
    by_key = body_prefetch.get_or_make("versions", lambda: _cached(section))
    return by_key.get(page.translation_key, [])


# The fields of a version that its links need; others are deferred.
LINK_FIELDS = (
    "content_type",
    "last_published_at",
    "locale",
    "path",
    "title",
    "translation_key",
    "url_path",
)


def _versions(keys: Iterable[uuid.UUID]) -> Any:
    found = readable(Page.objects.filter(translation_key__in=keys)).select_related("locale")
    found = found.only(*LINK_FIELDS)
    return found.annotate(**{name: expression() for name, expression in _further.items()})


def _cached(pages: list[Page]) -> dict[uuid.UUID, list[Page]]:
    keys = {page.translation_key for page in pages}
    return generation_cache.get_many("versions", keys, _by_key)


def _by_key(keys: list[uuid.UUID]) -> dict[uuid.UUID, list[Page]]:
    found: dict[uuid.UUID, list[Page]] = {key: [] for key in keys}
    for version in _versions(keys):
        found[version.translation_key].append(version)
    return found


def language_links(page: Page, request: HttpRequest) -> list[LanguageLink]:
    """Returns one entry for each language of the site, with the version's real URL."""
    return links_to(versions_of(page), request)


def links_to(versions: list[Page], request: HttpRequest) -> list[LanguageLink]:
    """Returns one entry for each language of the site, for the given versions of a page."""
    by_code = {version.locale.language_code: page_urls(version, request) for version in versions}
    links = []
    for code, autonym in settings.LANGUAGES:
        url, absolute_url = by_code.get(code, ("", ""))
        links.append(_entry(code, autonym, url=url, absolute_url=absolute_url))
    return links


def page_urls(page: Page, request: HttpRequest) -> tuple[str, str]:
    """Returns (URL within the site, absolute URL) of the page; both empty if it has none."""
    name = ("addresses", Site.find_for_request(request), page.pk)
    return cast(
        "tuple[str, str]",
        generation_cache.get_or_make(
            name, lambda: (page.get_url(request) or "", page.get_full_url(request) or "")
        ),
    )


def site_language_links(request: HttpRequest, query: str = "") -> list[LanguageLink]:
    """Returns the current view, such as search, in each language that has a live home page.

    `query` is appended to each URL; it has no question mark.
    """
    site = Site.find_for_request(request)
    homes = live_homes(site.root_page) if site else {}
    match = request.resolver_match
    links = []
    for code, autonym in settings.LANGUAGES:
        url = ""
        if code in homes and match is not None and match.view_name:
            with override(code):
                url = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
                url = f"{url}?{query}" if query else url
        links.append(_entry(code, autonym, url=url))
    return links
