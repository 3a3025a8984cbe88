"""The language versions of pages that are public, links to them, and the live home pages.

Which languages have a live home page is known for the generation, where there is one; else it is
cached for a minute at most, and dropped when a home page is published, unpublished, moved, renamed
or deleted, or when sites or languages change.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override

from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from core.caching import generation_cache
from core.pages import body_prefetch
from core.pages.public_querysets import readable
from core.text.bidi_isolation import direction_of

CACHE_KEY = "core.homes"
LIFETIME_SECONDS = 60


def live_homes(root_page: Page) -> dict[str, str]:
    """Returns language code → `url_path` of the live home page, for the site below `root_page`."""
    name = (CACHE_KEY, root_page.pk)
    # A generation outlives the cache's copy, which may have been read before its change.
    read = _recorded if generation_cache.entries() is not None else _remembered
    return dict(generation_cache.get_or_make(name, lambda: read(root_page)))


def _remembered(root_page: Page) -> dict[str, str]:
    key = f"{CACHE_KEY}.{root_page.pk}"
    homes: dict[str, str] | None = cache.get(key)
    if homes is None:
        homes = _recorded(root_page)
        cache.set(key, homes, LIFETIME_SECONDS)
    return homes


def _recorded(root_page: Page) -> dict[str, str]:
    homes = Page.objects.filter(translation_key=root_page.translation_key, live=True)
    return dict(homes.values_list("locale__language_code", "url_path"))


def cache_request_site(request: HttpRequest) -> Site | None:
    """Returns the site of the request, and presets Wagtail's per-request cache with it."""
    address = (request.get_host(), request.META.get("SERVER_PORT"))
    site: Site | None = generation_cache.get_or_make(
        ("site", *address), lambda: Site.find_for_request(request)
    )
    # Wagtail keeps a request's site in this attribute; a contract test watches it.
    request._wagtail_site = site  # type: ignore[attr-defined]
    # And the root paths of the sites in this one, which it would otherwise get from the cache.
    roots = generation_cache.get_or_read("root paths", Site.get_site_root_paths)
    request._wagtail_cached_site_root_paths = roots  # type: ignore[attr-defined]
    return site


def clear(**_kwargs: Any) -> None:
    """Signal receiver: clears the cache."""
    cache.delete_many(
        [f"{CACHE_KEY}.{pk}" for pk in Site.objects.values_list("root_page", flat=True)]
    )


def clear_if_home(instance: Page, **_kwargs: Any) -> None:
    """Signal receiver: clears the cache if the page is a home page."""
    if instance.depth <= 2:
        clear()


def connect_signals() -> None:
    """Connects all signals that make the cached answer stale."""
    for signal in (page_published, page_slug_changed, page_unpublished, post_page_move):
        signal.connect(clear_if_home, dispatch_uid="core.homes")
    for model in (Site, Locale):
        post_save.connect(clear, sender=model, dispatch_uid=f"core.homes.{model.__name__}")
        post_delete.connect(clear, sender=model, dispatch_uid=f"core.homes.{model.__name__}")
    # Sent for pages of every type; a home page is recognized by its depth.
    post_delete.connect(_forget_deleted_home, dispatch_uid="core.homes.deleted")


def _forget_deleted_home(instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, Page):
        clear_if_home(instance)


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
