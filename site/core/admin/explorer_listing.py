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
        remember(self.request.user, list(context["object_list"]))
        return context


def remember(user: Any, pages: list[Page]) -> None:
    """Stores the pages on the user object, which lives as long as the request."""
    user.__dict__[_LISTED] = pages


def beside(page: Page, user: Any) -> list[Page]:
    """Returns all pages of the current listing if `page` is one of them, else `page` alone."""
    pages: list[Page] = user.__dict__.get(_LISTED, [])
    return pages if page.pk in {each.pk for each in pages} else [page]


def named(pages: list[Page]) -> str:
    """Returns a key that identifies the listing, for caches."""
    return ",".join(str(page.pk) for page in pages)
