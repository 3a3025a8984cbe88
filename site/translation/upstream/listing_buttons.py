"""Explorer buttons “Translate this page” and “Sync translated pages”, with constant queries.

wagtail-localize's hook runs up to four queries for each row.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse

# Not imported as `_`, so that wagtail-localize's strings stay out of this site's catalogues.
from django.utils.translation import gettext as _of_localize

from wagtail import hooks
from wagtail.admin.widgets.button import ListingButton
from wagtail.models import Locale, Page
from wagtail_localize import wagtail_hooks as stock
from wagtail_localize.models import Translation, TranslationSource

from core.admin import explorer_row_prefetch
from core.caching import request_cache
from translation.upstream.submission import SUBMIT

HOOK = "register_page_listing_more_buttons"


@dataclass(frozen=True)
class _Standing:
    """Translation data of the pages of one listing."""

    locales: set[int]
    sources: dict[tuple[UUID, int], int]
    """Translation key and locale of originals with enabled translations → source id."""


def buttons(page: Page, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    """Yields the buttons of a page's row in the listing."""
    if page.is_root() or not user.has_perm(SUBMIT):
        return
    listing = explorer_row_prefetch.listing_with(page, user)
    standing = request_cache.for_user(
        user, f"translations of {listing.cache_key}", lambda: _of(listing.pages)
    )
    if standing.locales - listing.versions(user)[page.translation_key].keys():
        # An alias is translated from its source page.
        args = [page.alias_of_id or page.pk]
        yield ListingButton(
            _of_localize("Translate this page"),
            reverse("wagtail_localize:submit_page_translation", args=args),
            priority=60,
            icon_name="wagtail-localize-language",
        )
    source = standing.sources.get((page.translation_key, page.locale_id))
    if source is not None:
        url = reverse("wagtail_localize:update_translations", args=[source])
        yield ListingButton(
            _of_localize("Sync translated pages"),
            url if next_url is None else f"{url}?{urlencode({'next': next_url})}",
            priority=60,
            icon_name="resubmit",
        )


def _of(pages: list[Page]) -> _Standing:
    keys = {page.translation_key for page in pages}
    in_use = Exists(Translation.objects.filter(source=OuterRef("pk"), enabled=True))
    sources = TranslationSource.objects.filter(in_use, object_id__in=keys)
    return _Standing(
        locales=set(Locale.objects.values_list("pk", flat=True)),
        sources={
            (key, locale_id): pk
            for pk, key, locale_id in sources.values_list("pk", "object_id", "locale_id")
        },
    )


def in_place_of(_stock: Any) -> Any:
    """Replacement for wagtail-localize's hook."""
    return buttons


def register() -> None:
    """Replaces wagtail-localize's hook for the explorer's rows with `buttons`.

    Wagtail has no function to unregister a hook, so its registry is modified. The stock function
    remains registered for the header of a single page.
    """
    registered = hooks._hooks[HOOK]
    registered[:] = [
        (buttons if function is stock.page_listing_more_buttons else function, order)
        for function, order in registered
    ]


register()
