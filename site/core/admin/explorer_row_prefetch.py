"""Makes all pages of the explorer's current listing available to hooks that get one row at a time.

A hook for buttons can then fetch what it needs for all rows with one query.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page, Site

from core.caching import request_cache

_LISTED = "_listed_pages"


@dataclass(frozen=True)
class Listing:
    """The pages of one listing."""

    pages: list[Page]

    @cached_property
    def keys(self) -> set[int]:
        """The pages' primary keys."""
        return {page.pk for page in self.pages}

    @cached_property
    def cache_key(self) -> str:
        """Identifies the listing, for caches."""
        return ",".join(str(page.pk) for page in self.pages)

    def versions(self, user: Any) -> dict[UUID, dict[int, Any]]:
        """Returns translation key → locale id → `pk`, `locale_id` and `path` of the page, without
        aliases, the original first; one query for all rows and hooks of the user's request.
        """
        name = f"versions of {self.cache_key}"
        return request_cache.for_user(user, name, lambda: _versions(self.pages))


def _versions(pages: list[Page]) -> dict[UUID, dict[int, Any]]:
    keys = {page.translation_key for page in pages}
    known = Page.objects.filter(translation_key__in=keys, alias_of=None, depth__gt=1).order_by("pk")
    found: dict[UUID, dict[int, Any]] = defaultdict(dict)
    for version in known.values_list("pk", "translation_key", "locale_id", "path", named=True):
        found[version.translation_key][version.locale_id] = version
    return found


class ListingView(ExplorableIndexView):
    """Wagtail's explorer view, which records the pages that it lists."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As Wagtail's own; records the listed pages on the user."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        remember_listed_pages(self.request.user, list(context["object_list"]))
        return context


def remember_listed_pages(user: Any, pages: list[Page]) -> None:
    """Stores the pages on the user object, which lives as long as the request.

    The sites' root paths, from which each row makes its address, are read once for all of them.
    """
    user.__dict__[_LISTED] = Listing(pages)
    paths = Site.get_site_root_paths()
    for page in pages:
        page._wagtail_cached_site_root_paths = paths


def listing_with(page: Page, user: Any) -> Listing:
    """Returns the current listing if `page` is in it, else one of `page` alone."""
    listing: Listing | None = user.__dict__.get(_LISTED)
    return listing if listing is not None and page.pk in listing.keys else Listing([page])
