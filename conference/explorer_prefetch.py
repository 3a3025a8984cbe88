"""Prefetches what the buttons in the explorer's rows need to know about conferences."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef

from wagtail.models import Page

from conference.models import ConferencePage
from core.admin import explorer_row_prefetch
from core.caching import request_cache


def set_in_archive(page: ConferencePage, user: Any) -> ConferencePage:
    """Returns the page with `in_archive` set, using one query for the listing."""
    archives = request_cache.for_user(user, "archives", _archives)
    page.in_archive = page.path[: -page.steplen] in archives
    return page


def original_of(page: Page, user: Any) -> ConferencePage | None:
    """Returns the original of a conference page in any language, without its body; else None.

    `in_archive` is set and the user who has locked it is fetched.
    """
    listing = explorer_row_prefetch.listing_with(page, user)
    key = f"originals of {listing.cache_key}"
    known = request_cache.for_user(user, key, lambda: _originals(listing.pages))
    original = known.get(page.translation_key)
    return None if original is None else set_in_archive(original, user)


def _archives() -> set[str]:
    """Returns the tree paths of the archives."""
    # By name, to avoid an import cycle: the archive's module imports this app.
    archives = apps.get_model("capacity", "ArchivePage").objects
    return set(archives.values_list("path", flat=True))


def _originals(pages: list[Page]) -> dict[UUID, ConferencePage]:
    """Returns translation key → original; one query for all pages."""
    conferences: Any = ConferencePage.objects
    earlier = Page.objects.filter(
        translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk")
    )
    found = conferences.filter(
        ~Exists(earlier), translation_key__in=[p.translation_key for p in pages]
    )
    originals = found.defer_streamfields().select_related("locked_by")
    return {page.translation_key: page for page in originals}
