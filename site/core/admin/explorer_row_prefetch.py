"""Makes all pages of the explorer's current listing available to hooks that get one row at a time.

A hook for buttons can then fetch what it needs for all rows with one query.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page, Site

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
