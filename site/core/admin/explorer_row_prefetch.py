"""Makes all pages of the explorer's current listing available to hooks that get one row at a time.

A hook for buttons can then fetch what it needs for all rows with one query.
"""

from typing import Any

from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page

_LISTED = "_listed_pages"


class ListingView(ExplorableIndexView):
    """Wagtail's explorer view, which records the pages that it lists."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As Wagtail's own; records the listed pages on the user."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        remember_listed_pages(self.request.user, list(context["object_list"]))
        return context


def remember_listed_pages(user: Any, pages: list[Page]) -> None:
    """Stores the pages on the user object, which lives as long as the request."""
    user.__dict__[_LISTED] = pages


def pages_listed_with(page: Page, user: Any) -> list[Page]:
    """Returns all pages of the current listing if `page` is one of them, else `page` alone."""
    pages: list[Page] = user.__dict__.get(_LISTED, [])
    return pages if page.pk in {each.pk for each in pages} else [page]


def listing_key(pages: list[Page]) -> str:
    """Returns a key that identifies the listing, for caches."""
    return ",".join(str(page.pk) for page in pages)
