"""Restores the number of children that publishing a translation overwrites.

wagtail-localize (1.14.5, issue #773) publishes a translation when the transaction commits, from a
page object loaded at its start. If children were added in between, as when a whole subtree is
submitted, the parent is saved with its old `numchild`: 0. Menus and the explorer then treat it as a
leaf.

Delete this module, its line in `apps.py` and its test as soon as
`test_upstream_still_loses_the_children_of_a_translated_page` fails.
"""

from typing import Any

from django.db.models import Count, Q

from wagtail.models import Page
from wagtail.signals import page_published

from core.pages.bulk_publication import one_page_only

UID = "translation.stale_child_counts"


def connect() -> None:
    """Connects the handler to `page_published`."""
    page_published.connect(restore_child_counts, dispatch_uid=UID)


@one_page_only
def restore_child_counts(instance: Page, **_kwargs: Any) -> None:
    """Recounts `numchild` of the published page and of its parent; two queries."""
    paths = (instance.path, instance.path[: -Page.steplen])
    stored = dict(Page.objects.filter(path__in=paths).values_list("path", "numchild"))
    below = [_is_child_of(path) for path in paths]
    counts = [Count("pk", filter=each) for each in below]
    counted = Page.objects.filter(below[0] | below[1]).aggregate(own=counts[0], above=counts[1])
    for path, number in zip(paths, (counted["own"], counted["above"]), strict=True):
        # An update is a change of content, even of no row: kept pages would be made anew.
        if stored.get(path, number) != number:
            Page.objects.filter(path=path).update(numchild=number)
    instance.numchild = counted["own"]


def _is_child_of(path: str) -> Q:
    depth = len(path) // Page.steplen + 1
    return Q(path__range=Page._get_children_path_interval(path), depth=depth)
