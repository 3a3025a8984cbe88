"""Computes what an action on an original does in each language, for confirmation screens."""

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


def effects(action: str, page: Page, user: Any, destination: Page | None = None) -> list[Row]:
    """Returns what "move", "unpublish", "delete" or "schedule" does to each translation.

    For a move in general terms if `destination` is not chosen yet.
    """
    if action == "schedule":
        changes = schedule_sync.changes(page, user)
        return [_row(change.page, user, change.what, change.follows) for change in changes]
    pages = cascades.followers(page).select_related("locale").order_by("locale__language_code")
    followers: list[Page] = list(pages.specific(defer=True))
    if action == "move":
        return [_row(each, user, *_move(page, each, destination)) for each in followers]
    outlook = _unpublish if action == "unpublish" else _delete
    return [_row(each, user, *outlook(each)) for each in followers]


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


def _move(page: Page, follower: Page, destination: Page | None) -> tuple[str, bool]:
    if not cascades.is_below_same_parent(page, follower):
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
