"""What happens to a page's translations when the page itself is moved, unpublished or deleted.

They follow, because the tree has one shape in all languages. Only the original leads: a
translation that is unpublished or deleted takes nothing with it. Editors of the original need
no rights in the other languages for this, as the texts there stay untouched.
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
    """The translations of `page`, if it is the original of any; else none.

    Pages that repeat an original are followed by those that repeat its translations.
    """
    leader = page.alias_of or page
    if TranslationSource.objects.get_for_instance_or_none(leader) is None:
        return Page.objects.none()
    return Page.objects.translation_of(page)


def followers_to_unpublish(page: Page) -> PageQuerySet:
    """Those that are live; aliases follow the page they repeat by themselves."""
    return followers(page).live().filter(alias_of__isnull=True)


@transaction.atomic
def move_followers(page: Page, destination: Page, user: Any) -> None:
    """Moves each translation that stands beside `page` below the translation of `destination`.

    To be called before `page` itself moves. A translation stays where it is if its language has
    no such destination, or if its place in the address is taken there.
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
    for follower in followers_to_unpublish(page).specific():
        action = UnpublishPageAction(follower, user=user, include_descendants=with_descendants)
        action.execute(skip_permission_checks=True)


@transaction.atomic
def delete_followers(page: Page, user: Any) -> None:
    for follower in followers(page).specific():
        DeletePageAction(follower, user=user).execute(skip_permission_checks=True)
