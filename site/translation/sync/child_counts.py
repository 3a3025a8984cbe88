"""Restores the number of children that publishing a translation overwrites.

wagtail-localize (1.14.5, issue #773) publishes a translation when the transaction commits, from
a page object made when it began. Where children were added in between, as they are when a whole
subtree is translated, the parent is saved with the count it had at first: none. Menus and the
explorer then take the branch for empty.

Delete this module, its line in `apps.py` and its test as soon as
`test_upstream_still_loses_the_children_of_a_translated_page` fails.
"""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

UID = "translation.stale_child_counts"


def connect() -> None:
    page_published.connect(restore_child_counts, dispatch_uid=UID)


def disconnect() -> None:
    """For the test that watches whether upstream is cured."""
    page_published.disconnect(dispatch_uid=UID)


def restore_child_counts(instance: Page, **_kwargs: Any) -> None:
    """Counts the children of the published page, and those of its parent, anew."""
    for page in (instance, instance.get_parent(update=True)):
        children = Page.objects.child_of(page).count()
        Page.objects.filter(pk=page.pk).exclude(numchild=children).update(numchild=children)
        page.numchild = children
