"""In which languages a page can be read, and where."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, override

from wagtail.models import Page, Site

from core.caching import generation_cache
from core.languages.live_homes import live_homes
from core.pages import body_prefetch
from core.pages.public_querysets import readable


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


# What else is asked of each version of a page, in the same query: name → expression. For apps that
# this one does not know.
_further: dict[str, Callable[[], Any]] = {}


def also_fetch(name: str, expression: Callable[[], Any]) -> None:
    """Annotates the versions of a page, see `versions_of`."""
    _further[name] = expression


def versions_of(page: Page) -> list[Page]:
    """The page in every language in which anybody may read it, itself included; one query.

    The same query answers for all pages of a section that is put together.
    """
    section = body_prefetch.section()
    if section is None:
        key = page.translation_key
        return list(generation_cache.once(("versions", key), lambda: list(_versions([key]))))
    by_key = body_prefetch.once("versions", lambda: _by_key(section))
    return by_key.get(page.translation_key, [])


# What is asked of a version by those who list it: one row of many columns less to read.
SHOWN = (
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
    found = found.only(*SHOWN)
    return found.annotate(**{name: expression() for name, expression in _further.items()})


def _by_key(pages: list[Page]) -> dict[uuid.UUID, list[Page]]:
    found: dict[uuid.UUID, list[Page]] = defaultdict(list)
    for version in _versions(page.translation_key for page in pages):
        found[version.translation_key].append(version)
    return found


def language_links(page: Page, request: HttpRequest) -> list[LanguageLink]:
    """The page in each language of the site; real addresses, never a swapped prefix."""
    return links_to(versions_of(page), request)


def links_to(versions: list[Page], request: HttpRequest) -> list[LanguageLink]:
    by_code = {version.locale.language_code: addresses(version, request) for version in versions}
    links = []
    for code, autonym in settings.LANGUAGES:
        url, absolute_url = by_code.get(code, ("", ""))
        links.append(_entry(code, autonym, url=url, absolute_url=absolute_url))
    return links


def addresses(page: Page, request: HttpRequest) -> tuple[str, str]:
    """As links within the site have it, and with the host; empty for a page that has none."""
    name = ("addresses", Site.find_for_request(request), page.pk)
    return cast(
        "tuple[str, str]",
        generation_cache.once(
            name, lambda: (page.get_url(request) or "", page.get_full_url(request) or "")
        ),
    )


def site_language_links(request: HttpRequest, query: str = "") -> list[LanguageLink]:
    """The same view (search, for example) in each language that has a live home page.

    `query`, without a question mark, is taken along.
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
