"""What the buttons in every row of the explorer ask about conferences, read once for a listing."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef

from wagtail.models import Page

from conference.models import ConferencePage
from core.admin import explorer_listing
from core.caching import request_cache


def place(page: ConferencePage, user: Any) -> ConferencePage:
    """The same page, which knows from now on whether it stands in the archive."""
    archives = request_cache.for_user(user, "archives", _archives)
    page.in_archive = page.path[: -page.steplen] in archives
    return page


def original_of(page: Page, user: Any) -> ConferencePage | None:
    """The page that a conference in any language comes from, without its texts.

    It knows its place and who has locked it.
    """
    pages = explorer_listing.beside(page, user)
    question = f"originals of {explorer_listing.named(pages)}"
    known = request_cache.for_user(user, question, lambda: _originals(pages))
    original = known.get(page.translation_key)
    return None if original is None else place(original, user)


def _archives() -> set[str]:
    """Tree paths of the archives."""
    # By name: the archive lists conferences, so its module imports theirs.
    archives = apps.get_model("capacity", "ArchivePage").objects
    return set(archives.values_list("path", flat=True))


def _originals(pages: list[Page]) -> dict[UUID, ConferencePage]:
    """Translation key → original; one query for any number of pages."""
    conferences: Any = ConferencePage.objects
    earlier = Page.objects.filter(
        translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk")
    )
    found = conferences.filter(
        ~Exists(earlier), translation_key__in=[p.translation_key for p in pages]
    )
    originals = found.defer_streamfields().select_related("locked_by")
    return {page.translation_key: page for page in originals}
