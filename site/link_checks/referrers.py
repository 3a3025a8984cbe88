"""Finds the public pages that link to a page, with Wagtail's reference index."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from wagtail.models import Page, ReferenceIndex

# A question names as many pages at most.
MOST_SHOWN = 50


def referrers(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Live pages outside of `pages` whose texts, blocks or rows lead to one of `pages`.

    However many there are of either: two statements within one.
    """
    content_type = ContentType.objects.get_for_model(Page)
    targets = pages.annotate(key=Cast("pk", CharField())).values("key")
    found = ReferenceIndex.objects.filter(
        base_content_type=content_type, to_content_type=content_type, to_object_id__in=targets
    )
    sources = found.values_list("object_id", flat=True).distinct()
    keys = [int(key) for key in sources]
    live = Page.objects.filter(pk__in=keys, live=True).exclude(pk__in=pages.values("pk"))
    return live.select_related("locale").order_by("path")


def branch(pages: list[Page]) -> QuerySet[Any]:
    """The pages and all below them."""
    found = Page.objects.none()
    for page in pages:
        found = found | Page.objects.descendant_of(page, inclusive=True)
    return found
