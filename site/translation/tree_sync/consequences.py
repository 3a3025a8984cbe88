"""Computes what an action on an original does in each language, for confirmation screens."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from wagtail.models import Page

from core.languages.language_names import language_name
from translation.tree_sync import cascades, schedule_sync


@dataclass(frozen=True)
class Row:
    """The effect on one translation."""

    language: str
    code: str
    """The language code, for `lang`."""
    title: str
    """Empty if it is a draft that the user may not see."""
    url: str
    """The edit URL; empty if the user may not edit the page."""
    is_live: bool
    what: str
    """What happens to the page, as a sentence."""
    follows: bool


def for_move(page: Page, user: Any, destination: Page | None = None) -> list[Row]:
    """Returns the effects of moving; in general terms if `destination` is not chosen yet."""
    former_parents = set(page.get_parent().get_translations().values_list("pk", flat=True))
    return [
        _row(follower, user, *_move(follower, former_parents, destination))
        for follower in _followers(page)
    ]


def for_unpublishing(page: Page, user: Any) -> list[Row]:
    """Returns the effects of unpublishing."""
    return [_row(follower, user, *_unpublish(follower)) for follower in _followers(page)]


def for_deletion(page: Page, user: Any) -> list[Row]:
    """Returns the effects of deleting."""
    return [_row(follower, user, *_delete(follower)) for follower in _followers(page)]


def for_schedule(page: Page, user: Any) -> list[Row]:
    """Returns the effects of applying the original's schedule."""
    return [
        _row(change.page, user, change.what, change.follows)
        for change in schedule_sync.changes(page, user)
    ]


OUTLOOKS: dict[str, Callable[..., list[Row]]] = {
    "move": for_move,
    "unpublish": for_unpublishing,
    "delete": for_deletion,
    "schedule": for_schedule,
}


def _followers(page: Page) -> Iterator[Page]:
    pages = cascades.followers(page).select_related("locale").order_by("locale__language_code")
    yield from pages.specific(defer=True)


def _row(follower: Page, user: Any, what: str, follows: bool) -> Row:  # noqa: FBT001
    may_edit = follower.permissions_for_user(user).can_edit()
    return Row(
        language=language_name(follower.locale.language_code),
        code=follower.locale.language_code,
        title=follower.get_admin_display_title() if follower.live or may_edit else "",
        url=reverse("wagtailadmin_pages:edit", args=[follower.pk]) if may_edit else "",
        is_live=follower.live,
        what=what,
        follows=follows,
    )


def _move(follower: Page, former_parents: set[int], destination: Page | None) -> tuple[str, bool]:
    if follower.get_parent().pk not in former_parents:
        return gettext("stays, as it stands elsewhere in the tree"), False
    if destination is None:
        return gettext("moves along, if the new parent page exists in this language"), True
    target = destination.get_translation_or_none(follower.locale)
    if target is None:
        return gettext("stays, as the new parent page is missing in this language"), False
    if not Page._slug_is_available(follower.slug, target, page=follower):
        return gettext("stays, as its address is taken there"), False
    count = follower.get_descendant_count()
    message = ngettext(
        "moves along, with %(count)s page below it",
        "moves along, with %(count)s pages below it",
        count,
    )
    return message % {"count": count} if count else gettext("moves along"), True


def _unpublish(follower: Page) -> tuple[str, bool]:
    if not follower.live:
        return gettext("is not public; stays as it is"), False
    return gettext("is unpublished"), True


def _delete(follower: Page) -> tuple[str, bool]:
    count = follower.get_descendant_count()
    message = ngettext(
        "is deleted, with %(count)s page below it",
        "is deleted, with %(count)s pages below it",
        count,
    )
    return message % {"count": count} if count else gettext("is deleted"), True
