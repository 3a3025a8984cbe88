"""Records the former addresses of pages that are moved or get another slug.

Wagtail creates redirects page by page, and in one statement for all on SQLite, where it fails at
some hundred pages. Here one query reads the addresses and a few write them. Addresses of pages that
were never published are not recorded: nobody can have cited them.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.signals import page_slug_changed, pre_page_move

from core.models import FormerAddress
from core.text.address_folding import folded

# The depth of home pages; their slug is part of `url_path`, but not of the URL.
HOME_DEPTH = 2


def connect_signals() -> None:
    """Connects the signals of moved pages and changed slugs."""
    pre_page_move.connect(_on_move, dispatch_uid="core.routing.former_addresses.move")
    page_slug_changed.connect(_on_slug_change, dispatch_uid="core.routing.former_addresses.slug")


def published(page: Page) -> PageQuerySet:
    """Returns the page and its descendants that are or once were published."""
    pages: PageQuerySet = Page.objects.descendant_of(page, inclusive=True)
    return pages.exclude(live=False, first_published_at=None)


def _on_move(instance: Page, url_path_before: str, url_path_after: str, **_kwargs: Any) -> None:
    """Signal receiver: records the addresses before the move, in case the process dies after it."""
    if url_path_before != url_path_after:
        page = Page.objects.get(pk=instance.pk)
        FormerAddress.objects.record(published(page).values_list("pk", "url_path"))


def _on_slug_change(instance: Page, instance_before: Page, **_kwargs: Any) -> None:
    """Signal receiver, called after the commit: the page may have moved again since."""
    page = Page.objects.get(pk=instance.pk)
    if page.depth <= HOME_DEPTH:
        _rename_home(instance_before.url_path, page.url_path)
    else:
        FormerAddress.objects.record(_former(page, instance_before.url_path))


def _former(page: Page, url_path_before: str) -> Iterator[tuple[int, str]]:
    """Yields (page id, `url_path`) at and below `page` as of when it had `url_path_before`."""
    rest = Substr("url_path", len(page.url_path) + 1)
    former = Concat(Value(url_path_before), rest)
    return published(page).annotate(former=former).values_list("pk", "former").iterator()


@transaction.atomic
def _rename_home(before: str, after: str) -> None:
    """Updates the recorded addresses below a home page whose slug has changed.

    The slug is part of `url_path`, but not of URLs.
    """
    addresses = FormerAddress.objects
    before, after = folded(before), folded(after)
    addresses.filter(url_path__startswith=after).delete()
    addresses.filter(url_path__startswith=before).update(
        url_path=Concat(Value(after), Substr("url_path", len(before) + 1))
    )
