"""Restores the number of children that publishing a translation overwrites.

wagtail-localize (1.14.5, issue #773) publishes a translation when the transaction commits, from a
page object loaded at its start. If children were added in between, as when a whole subtree is
submitted, the parent is saved with its old `numchild`: 0. Menus and the explorer then treat it as a
leaf.

Delete this module, its line in `apps.py` and its test as soon as
`test_upstream_still_loses_the_children_of_a_translated_page` fails.
"""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

UID = "translation.stale_child_counts"


def connect() -> None:
    """Connects the handler to `page_published`."""
    page_published.connect(restore_child_counts, dispatch_uid=UID)


def restore_child_counts(instance: Page, **_kwargs: Any) -> None:
    """Recomputes `numchild` of the published page and of its parent."""
    pages = (instance, instance.get_parent(update=True))
    stored = dict(Page.objects.filter(pk__in=[p.pk for p in pages]).values_list("pk", "numchild"))
    for page in pages:
        page.numchild = Page.objects.child_of(page).count()
        # An update is a change of content, even of no row: kept pages would be made anew.
        if stored[page.pk] != page.numchild:
            Page.objects.filter(pk=page.pk).update(numchild=page.numchild)
