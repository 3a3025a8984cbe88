"""The pages of the explorer's listing that is being drawn.

Hooks for its buttons are told of one row at a time; with this they ask for all rows at once.
"""

from typing import Any

from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.models import Page

_LISTED = "_listed_pages"


class ListingView(ExplorableIndexView):
    """Wagtail's own; it says what it lists."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        remember(self.request.user, list(context["object_list"]))
        return context


def remember(user: Any, pages: list[Page]) -> None:
    """For as long as the user object lives, which is the request's."""
    user.__dict__[_LISTED] = pages


def beside(page: Page, user: Any) -> list[Page]:
    """The pages of the listing in which `page` is a row; else only the page."""
    pages: list[Page] = user.__dict__.get(_LISTED, [])
    return pages if page.pk in {each.pk for each in pages} else [page]


def named(pages: list[Page]) -> str:
    """Tells one listing from another."""
    return ",".join(str(page.pk) for page in pages)
