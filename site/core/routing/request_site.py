"""Finds the site of a request once for each generation, and presets Wagtail's caches with it."""

from django.http import HttpRequest

from wagtail.models import Site

from core.caching import generation_cache


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
