"""Records the addresses that pages leave: when one is moved, and when its slug changes.

Wagtail makes a redirect for each page and site, page by page, and in one statement for all on
SQLite, where it fails at some hundred pages. Here one query reads the addresses and a few write
them. Not recorded are addresses of pages that were never published: nobody can have cited them.
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

# Home pages stand at this depth; their slug is part of `url_path`, but of no address.
HOME_DEPTH = 2


def connect_signals() -> None:
    pre_page_move.connect(_on_move, dispatch_uid="core.leaving.move")
    page_slug_changed.connect(_on_slug_change, dispatch_uid="core.leaving.slug")


def published(page: Page) -> PageQuerySet:
    """The page and all below it that readers have, or had, an address of."""
    pages: PageQuerySet = Page.objects.descendant_of(page, inclusive=True)
    return pages.exclude(live=False, first_published_at=None)


def _on_move(instance: Page, url_path_before: str, url_path_after: str, **_kwargs: Any) -> None:
    """Before the move, so that no address is lost if the process dies right after it."""
    if url_path_before != url_path_after:
        page = Page.objects.get(pk=instance.pk)
        FormerAddress.objects.record(published(page).values_list("pk", "url_path"))


def _on_slug_change(instance: Page, instance_before: Page, **_kwargs: Any) -> None:
    """Wagtail says so when the change is committed; the page may have moved on since."""
    page = Page.objects.get(pk=instance.pk)
    if page.depth <= HOME_DEPTH:
        _rename_home(instance_before.url_path, page.url_path)
    else:
        FormerAddress.objects.record(_former(page, instance_before.url_path))


def _former(page: Page, url_path_before: str) -> Iterator[tuple[int, str]]:
    """Each page at or below `page` with the address it had when `page` had `url_path_before`."""
    rest = Substr("url_path", len(page.url_path) + 1)
    former = Concat(Value(url_path_before), rest)
    return published(page).annotate(former=former).values_list("pk", "former").iterator()


@transaction.atomic
def _rename_home(before: str, after: str) -> None:
    """A home page's slug is in no address: what is on record follows it."""
    addresses = FormerAddress.objects
    before, after = folded(before), folded(after)
    addresses.filter(url_path__startswith=after).delete()
    addresses.filter(url_path__startswith=before).update(
        url_path=Concat(Value(after), Substr("url_path", len(before) + 1))
    )
