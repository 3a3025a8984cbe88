"""Limits the translation board to what a user may see.

Editors of an original see its state in every language; translators see the pages in their
languages. Titles of drafts and restricted pages are hidden from users without access to them.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from core.caching import request_cache
from translation.board.original_pages import below, originals
from translation.permissions.draft_visibility import READING, is_public, own_trees


@dataclass(frozen=True)
class BoardScope:
    """The page trees and languages a user may see; treebeard paths, relative to the common root."""

    user: Any
    locales: tuple[Locale, ...]
    """The site's locales with pages the user may see."""
    trees: tuple[str, ...]
    """Trees the user may edit; for their originals, all languages are visible."""
    by_language: dict[int, tuple[str, ...]]
    """Locale id → trees of originals visible to the user in that language."""

    def __bool__(self) -> bool:
        return bool(self.trees)

    def sees(self, path: str, locale_id: int) -> bool:
        """Whether the user sees the state of the original at `path` in the locale."""
        return path.startswith(self.trees + self.by_language.get(locale_id, ()))

    def works_at(self, path: str) -> bool:
        """Whether the user edits the original at `path`."""
        return path.startswith(self.trees)

    def seen_in(self, locale_id: int) -> Q:
        """Returns a filter on originals visible to the user in the locale."""
        return below(self.trees + self.by_language.get(locale_id, ()))

    def originals(self) -> PageQuerySet:
        """Returns the visible originals in tree order."""
        return self._originals.all()

    @cached_property
    def _originals(self) -> PageQuerySet:
        """Returns the originals that are public or editable by the user; cached.

        A translation whose original is neither is not listed at all.
        """
        seen = below(self.trees + tuple(p for paths in self.by_language.values() for p in paths))
        pages = originals().filter(seen).order_by("path")
        if self.user.is_superuser:
            return pages
        return pages.filter(is_public() | own_trees(self.user))

    def counterparts(self, pages: PageQuerySet) -> PageQuerySet:
        """Narrows pages in other languages to those visible to the user."""
        if self.user.is_superuser:
            return pages
        theirs = self.originals().filter(below(self.trees)).order_by()
        mine = below(self.trees) | Q(translation_key__in=theirs.values("translation_key"))
        known = self.originals().order_by().values("translation_key")
        return pages.filter(mine, translation_key__in=known)


def board_scope_of(user: Any) -> BoardScope:
    """Returns the user's scope; falsy if the user sees nothing."""
    return request_cache.for_user(user, "scope of the board", lambda: _board_scope_of(user))


def _board_scope_of(user: Any) -> BoardScope:
    locales = tuple(Locale.objects.all())
    if user.is_superuser:
        return BoardScope(user, locales, ("",), {})
    places = _places(user)
    trees = tuple(sorted({place.path for place in places}))
    by_language = _originals_of(places)
    if len(places) > sum(len(paths) for paths in by_language.values()):
        return BoardScope(user, locales, trees, by_language)
    # Users who only translate see those languages only.
    seen = tuple(locale for locale in locales if locale.pk in by_language)
    return BoardScope(user, seen, trees, by_language)


def works_anywhere(user: Any) -> bool:
    """Whether the user has a board; only queries the user's permissions."""
    return bool(user.is_superuser or _places(user))


def _places(user: Any) -> list[Page]:
    """Returns the root pages of the trees in which the user may read drafts."""
    if not user.is_active:
        return []
    grants = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    places = {g.page.pk: g.page for g in grants if g.permission.codename in READING}
    return list(places.values())


def _originals_of(places: list[Page]) -> dict[int, tuple[str, ...]]:
    """Returns, by language, the paths of the originals of those pages that are translations."""
    keys = {place.translation_key for place in places}
    first = {page.translation_key: page for page in originals().filter(translation_key__in=keys)}
    found: dict[int, tuple[str, ...]] = {}
    for place in places:
        original = first.get(place.translation_key)
        if original is not None and original.pk != place.pk:
            found[place.locale_id] = (*found.get(place.locale_id, ()), original.path)
    return found
