"""Which pages and documents an anonymous reader may see."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.query import PageQuerySet

# Deeper than any tree of this site; each step costs one look-up in the index of `path`.
MAX_DEPTH = 16


def readable(pages: PageQuerySet, *, inside: Page | None = None) -> PageQuerySet:
    """Narrows `pages` to those that are live and public, and so are all pages above them.

    Wagtail's own `live().public()` looks above a page for restrictions, but not for drafts:
    a published page below an unpublished one would be listed although no trail leads to it.
    This asks for both within the query itself, so that a page view repeats no query for it.
    Where the reader has been let in to the page `inside`, only what lies below it is asked for.
    """
    top = inside.depth + 1 if inside is not None else 2
    steps = [Page.steplen * depth for depth in range(top, MAX_DEPTH)]
    above = [Substr(OuterRef("path"), 1, step) for step in steps]
    drafts = Page.objects.filter(live=False, path__in=above)
    restrictions = PageViewRestriction.objects.filter(page__path__in=above)
    return pages.live().exclude(Exists(drafts)).exclude(Exists(restrictions))


def in_open_collection(collection_path: str = "collection__path") -> Q:
    """A condition on documents: neither their collection nor one above it is restricted.

    `collection_path` leads from the model that is asked to the path of the document's collection.
    """
    steps = [Collection.steplen * depth for depth in range(1, MAX_DEPTH)]
    above = [Substr(OuterRef(collection_path), 1, step) for step in steps]
    return ~Q(Exists(CollectionViewRestriction.objects.filter(collection__path__in=above)))


def readable_documents(documents: "QuerySet[Any]") -> "QuerySet[Any]":
    """Narrows `documents` to those that everybody may have."""
    return documents.filter(in_open_collection())
