"""Applies moving, unpublishing, deleting and sorting of originals to their translations.

Keeps the tree the same in all languages. Actions on a translation do not affect others. Editors of
the original need no permissions in the other languages, as no texts change. Translations without
an original below the same parent keep their position as far as possible.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet
from wagtail.signals import post_page_move
from wagtail_localize.models import TranslationSource

from translation.upstream import is_translation


def followers(page: Page) -> PageQuerySet:
    """Returns the translations of `page` if it is an original; else none.

    For aliases of an original, returns the aliases of its translations.
    """
    leader = page.alias_of or page
    if TranslationSource.objects.get_for_instance_or_none(leader) is None:
        return Page.objects.none()
    return Page.objects.translation_of(page)


def followers_to_unpublish(page: Page) -> PageQuerySet:
    """Returns the live translations; aliases are unpublished with their source page by Wagtail."""
    return followers(page).live().filter(alias_of__isnull=True)


def is_below_same_parent(page: Page, follower: Page) -> bool:
    """Whether a translation stands below the translation of the page's parent."""
    parent, theirs = page.get_parent(), follower.get_parent()
    return bool(theirs.translation_key == parent.translation_key and theirs.pk != parent.pk)


@transaction.atomic
def move_followers(page: Page, destination: Page, user: Any) -> None:
    """Moves each translation next to `page` below the translation of `destination`.

    Call it before `page` itself is moved. A translation is not moved if `destination` is not
    translated into its language, or if its slug is taken there.
    """
    for follower in followers(page):
        target = destination.get_translation_or_none(follower.locale)
        if target is None or not is_below_same_parent(page, follower):
            continue
        if Page._slug_is_available(follower.slug, target, page=follower):
            action = MovePageAction(follower, target, pos="last-child", user=user)
            action.execute(skip_permission_checks=True)


@transaction.atomic
def unpublish_followers(page: Page, user: Any, *, with_descendants: bool) -> None:
    """Unpublishes the translations, with `with_descendants` including pages below them."""
    for follower in followers_to_unpublish(page).specific():
        action = UnpublishPageAction(follower, user=user, include_descendants=with_descendants)
        action.execute(skip_permission_checks=True)


@transaction.atomic
def delete_followers(page: Page, user: Any) -> None:
    """Deletes the translations."""
    for follower in followers(page).specific():
        DeletePageAction(follower, user=user).execute(skip_permission_checks=True)


UID = "translation.sibling_order"


def connect() -> None:
    """Connects the handler to `post_page_move`."""
    post_page_move.connect(_follow, dispatch_uid=UID)


def _follow(instance: Page, parent_page_after: Page, **_kwargs: Any) -> None:
    for follower in followers(instance).select_related("locale"):
        align_children(parent_page_after, follower.locale)


def align_all(parent: Page, locales: Iterable[Locale]) -> None:
    """Sorts the children of the translations of `parent`, if it is an original."""
    if not is_translation(parent):
        for locale in locales:
            if locale.pk != parent.locale_id:
                align_children(parent, locale)


@transaction.atomic
def align_children(parent: Page, locale: Locale, user: Any = None) -> int:
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
