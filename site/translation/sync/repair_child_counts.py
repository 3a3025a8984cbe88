"""Restores the number of children that publishing a translation overwrites.

wagtail-localize (1.14.5, issue #773) publishes a translation when the transaction commits, from a
page object loaded at its start. If children were added in between, as when a whole subtree is
submitted, the parent is saved with its old `numchild`: 0. Menus and the explorer then treat it as a
leaf.

Delete this module, its line in `apps.py` and its test as soon as
`test_upstream_still_loses_the_children_of_a_translated_page` fails.
"""

from typing import Any

from django.db import connection

from wagtail.models import Page
from wagtail.signals import page_published

from core.pages.bulk_publication_signals import one_page_only

UID = "translation.stale_child_counts"

_TABLE = Page._meta.db_table
_FIRST, _LAST = Page._get_children_path_interval("")
# Stored and counted children of the pages with two paths.
_COUNTS = (
    f'SELECT page.path, page.numchild, (SELECT COUNT(*) FROM "{_TABLE}" child'  # noqa: S608 - a table
    f" WHERE child.depth = page.depth + 1"
    f" AND child.path BETWEEN page.path || '{_FIRST}' AND page.path || '{_LAST}')"
    f' FROM "{_TABLE}" page WHERE page.path IN (%s, %s)'
)


def connect() -> None:
    """Connects the handler to `page_published`."""
    page_published.connect(restore_child_counts, dispatch_uid=UID)


@one_page_only
def restore_child_counts(instance: Page, **_kwargs: Any) -> None:
    """Recounts `numchild` of the published page and of its parent."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [instance.path, instance.path[: -Page.steplen]])
        counts = cursor.fetchall()
    for path, stored, counted in counts:
        # An update is a change of content, even of no row: kept pages would be made anew.
        if stored != counted:
            Page.objects.filter(path=path).update(numchild=counted)
        if path == instance.path:
            instance.numchild = counted
