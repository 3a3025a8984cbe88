"""Applies the go-live and expiry dates of an original to its translations.

Expiry removes a page from public view later, as unpublishing does immediately: permission on the
original is enough. Going live publishes a text, which requires the permission to publish the
translation, and a complete translation. All instants are in UTC.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from wagtail.models import Page

from core.dates.formatting import format_instant
from core.pages.publish_validation import find_refusal
from core.text.text_joining import clauses
from translation import upstream
from translation.sync import segment_states
from translation.tree_sync import cascades


@dataclass(frozen=True)
class Change:
    """The dates that one translation takes over from its original."""

    page: Page
    expires: bool
    """Whether it takes over the expiry date, or that there is none."""
    goes_live: bool
    what: str
    """What happens to the page, as a sentence."""

    @property
    def follows(self) -> bool:
        """Whether any date is taken over."""
        return self.expires or self.goes_live


def may_schedule(user: Any, page: Page) -> bool:
    """Whether the user may publish the page."""
    return bool(page.permissions_for_user(user).can_publish())


def changes(page: Page, user: Any) -> list[Change]:
    """Returns a change for each translation of an original; none for a translation."""
    go_live_at, expire_at = _schedule_of(page)
    followers = cascades.followers(page).filter(alias_of__isnull=True).select_related("locale")
    return [
        _change(follower, go_live_at, expire_at, user)
        for follower in followers.order_by("locale__language_code").specific()
    ]


def has_changes(page: Page, user: Any) -> bool:
    """Whether any translation would take over a date."""
    return any(change.follows for change in changes(page, user))


def is_scheduled(page: Page) -> bool:
    """Whether the page has a go-live or expiry date."""
    return any(_schedule_of(page))


def leads_on(page: Page, user: Any) -> bool:
    """Whether publishing the page redirects to the schedule screen."""
    return is_scheduled(page) and may_schedule(user, page) and has_changes(page, user)


@transaction.atomic
def follow(page: Page, user: Any) -> int:
    """Applies `changes`. Returns the number of changed translations."""
    go_live_at, expire_at = _schedule_of(page)
    following = [change for change in changes(page, user) if change.follows]
    for change in following:
        _apply(change, go_live_at, expire_at, user)
    return len(following)


def _schedule_of(page: Page) -> tuple[datetime | None, datetime | None]:
    """Returns the go-live date, if it is approved and in the future, and the expiry date.

    Where the latest revision is live, none is scheduled: publishing it has cancelled them all.
    """
    is_latest_live = page.live_revision_id == page.latest_revision_id
    scheduled = None if is_latest_live else page.scheduled_revision
    if scheduled is None or scheduled.approved_go_live_at <= timezone.now():
        return None, page.expire_at
    return scheduled.approved_go_live_at, scheduled.as_object().expire_at


def _change(
    follower: Page, go_live_at: datetime | None, expire_at: datetime | None, user: Any
) -> Change:
    expires = follower.expire_at != expire_at and bool(follower.live or expire_at)
    obstacle = _obstacle(follower, go_live_at, user)
    goes_live = go_live_at is not None and not obstacle
    sentences = [_expiry(expire_at)] if expires else []
    if go_live_at is not None and goes_live:
        message = gettext("goes live on %(instant)s")
        sentences.append(message % {"instant": instant(go_live_at)})
    elif obstacle:
        sentences.append(obstacle)
    return Change(follower, expires, goes_live, clauses(sentences) or gettext("stays as it is"))


def _obstacle(follower: Page, go_live_at: datetime | None, user: Any) -> str:
    """Returns why a translation cannot go live with its original; empty if it can or need not."""
    if go_live_at is None:
        return ""
    scheduled = follower.scheduled_revision
    if scheduled is not None and scheduled.approved_go_live_at == go_live_at:
        return gettext("goes live at the same time already")
    if follower.live:
        return gettext("is live already")
    if not segment_states.is_complete(follower):
        return gettext("stays a draft, as it is not translated completely")
    if not follower.permissions_for_user(user).can_publish():
        return gettext("stays a draft, as you may not publish in this language")
    return _refused(follower)


def _refused(follower: Page) -> str:
    found = find_refusal(follower, content=upstream.as_translated(follower))
    return gettext("stays a draft: %(reasons)s") % {"reasons": found.reasons} if found else ""


def _expiry(expire_at: datetime | None) -> str:
    if expire_at is None:
        return gettext("no longer expires")
    return gettext("expires on %(instant)s") % {"instant": instant(expire_at)}


def instant(value: datetime) -> str:
    """Returns the date and time in the active language, with "UTC"."""
    return format_instant(value)


def _apply(
    change: Change, go_live_at: datetime | None, expire_at: datetime | None, user: Any
) -> None:
    """Sets the expiry date on the live page, and both dates on the draft, keeping its texts."""
    page = change.page
    if change.expires:
        Page.objects.filter(pk=page.pk).update(expire_at=expire_at)
    had_changes = page.has_unpublished_changes
    as_it_is = upstream.as_translated if change.goes_live else Page.get_latest_revision_as_object
    draft = as_it_is(page)
    draft.expire_at = expire_at if change.expires else draft.expire_at
    draft.go_live_at = go_live_at if change.goes_live else draft.go_live_at
    revision = draft.save_revision(user=user, changed=had_changes, log_action=True)
    if change.goes_live:
        Page.objects.filter(pk=page.pk).update(go_live_at=go_live_at)
        revision.publish(user=user)
