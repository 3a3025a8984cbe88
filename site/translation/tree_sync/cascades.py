"""Applies moving, unpublishing and deleting of an original to its translations.

Keeps the tree the same in all languages. Actions on a translation do not affect others. Editors of
the original need no permissions in the other languages, as no texts change.
"""

from typing import Any

from django.db import transaction

from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail_localize.models import TranslationSource


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


@transaction.atomic
def move_followers(page: Page, destination: Page, user: Any) -> None:
    """Moves each translation next to `page` below the translation of `destination`.

    Call it before `page` itself is moved. A translation is not moved if `destination` is not
    translated into its language, or if its slug is taken there.
    """
    former_parents = set(page.get_parent().get_translations().values_list("pk", flat=True))
    for follower in followers(page):
        target = destination.get_translation_or_none(follower.locale)
        if target is None or follower.get_parent().pk not in former_parents:
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
