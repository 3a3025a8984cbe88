"""Keeps sibling pages in the same order in every language.

The order of the originals is applied to the translations. Translations without an original below
the same parent keep their position as far as possible.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from wagtail.models import Locale, Page
from wagtail.signals import post_page_move

from translation.tree_sync.cascades import followers
from translation.upstream import is_translation

UID = "translation.sibling_order"


def connect() -> None:
    """Connects the handler to `post_page_move`."""
    post_page_move.connect(_follow, dispatch_uid=UID)


def _follow(instance: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    for follower in followers(instance).select_related("locale"):
        align(parent_page_after, follower.locale)


def align_all(parent: Page, locales: Iterable[Locale]) -> None:
    """Sorts the children of the translations of `parent`, if it is an original."""
    if not is_translation(parent):
        for locale in locales:
            if locale.pk != parent.locale_id:
                align(parent, locale)


@transaction.atomic
def align(parent: Page, locale: Locale, user: Any = None) -> int:
    """Sorts the children of the translation of `parent`. Returns the number of moved pages."""
    target = parent.get_translation_or_none(locale)
    if target is None:
        return 0
    keys = Page.objects.child_of(parent).order_by("path").values_list("translation_key", flat=True)
    place = {key: number for number, key in enumerate(keys)}
    children = Page.objects.child_of(target).order_by("path").values_list("pk", "translation_key")
    there = [(place[key], pk) for pk, key in children if key in place]
    standing = longest_rise([number for number, _pk in there])
    _move([pk for _number, pk in sorted(there)], {there[index][1] for index in standing}, user)
    return len(there) - len(standing)


def _move(wanted: list[int], standing: set[int], user: Any) -> None:
    """Moves each page that is out of order behind its predecessor."""
    before: int | None = None
    for pk in wanted:
        if pk not in standing:
            page = Page.objects.get(pk=pk)
            if before is None:
                first = Page.objects.sibling_of(page).filter(pk__in=standing).order_by("path")
                page.move(first[0], pos="left", user=user)
            else:
                page.move(Page.objects.get(pk=before), pos="right", user=user)
        before = pk


def longest_rise(numbers: Sequence[int]) -> set[int]:
    """Returns the indices of a longest increasing subsequence, whose pages need not be moved."""
    tails: list[int] = []
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number)
        previous[index] = ends[length - 1] if length else None
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [index]
    rise: set[int] = set()
    index_or_none = ends[-1] if ends else None
    while index_or_none is not None:
        rise.add(index_or_none)
        index_or_none = previous[index_or_none]
    return rise
