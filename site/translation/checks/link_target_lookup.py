"""Looks up the pages that links in segments point to, and the languages they are published in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Page

Attributes = dict[str, dict[str, str]]
"""Id of an inline element → its attributes, as wagtail-localize stores them."""


@dataclass(frozen=True)
class LinkTargets:
    """The pages that the links in some segments point to."""

    keys: dict[int, UUID]
    """Page id → translation key, for existing pages."""
    live_in: dict[UUID, set[int]]
    """Translation key → ids of the locales with a live page."""

    def dead(self, attributes: Attributes) -> frozenset[str]:
        """Returns the link elements whose page no longer exists."""
        pages = _linked_pages(attributes)
        return frozenset(name for name, page in pages.items() if page not in self.keys)

    def foreign(self, attributes: Attributes, locale_id: int) -> frozenset[str]:
        """Returns the link elements whose page is not live in the locale."""
        pages = _linked_pages(attributes)
        return frozenset(
            name
            for name, page in pages.items()
            if page in self.keys and locale_id not in self.live_in.get(self.keys[page], set())
        )


def pages_linked(attributes: Iterable[Attributes]) -> LinkTargets:
    """Loads the targets of all page links in one query; no query without links."""
    pages = {page for found in attributes for page in _linked_pages(found).values()}
    if not pages:
        return LinkTargets({}, {})
    keys: dict[int, UUID] = {}
    live_in: dict[UUID, set[int]] = defaultdict(set)
    linked = Page.objects.filter(pk__in=pages).order_by().values("translation_key")
    found = Page.objects.filter(translation_key__in=linked)
    for page, key, locale_id, live in found.values_list(
        "pk", "translation_key", "locale_id", "live"
    ):
        if page in pages:
            keys[page] = key
        if live:
            live_in[key].add(locale_id)
    return LinkTargets(keys, live_in)


def _linked_pages(attributes: Attributes) -> dict[str, int]:
    """Returns link element → primary key of the linked page."""
    return {
        name: int(found["id"])
        for name, found in attributes.items()
        if found.get("linktype") == "page" and str(found.get("id", "")).isdigit()
    }
