"""Translations go live and expire when their original does, once an editor has said so.

An expiry takes a text from public view later, as unpublishing does at once: a right on the
original is enough. To go live publishes a text, which asks for the right to publish it, and for
a translation without gaps. All instants are in UTC.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from wagtail.models import Page

from core.pages.publish_validation import find_refusal
from translation import upstream
from translation.sync import segment_states
from translation.tree_sync import cascades


@dataclass(frozen=True)
class Change:
    """What one translation takes over from its original."""

    page: Page
    expires: bool
    """Whether it takes over the expiry, be it that there is none."""
    goes_live: bool
    what: str
    """What happens to it, as a sentence."""

    @property
    def follows(self) -> bool:
        return self.expires or self.goes_live


def may_schedule(user: Any, page: Page) -> bool:
    return bool(page.permissions_for_user(user).can_publish())


def changes(page: Page, user: Any) -> list[Change]:
    """One for each translation of an original; none for a translation."""
    go_live_at, expire_at = _schedule_of(page)
    followers = cascades.followers(page).filter(alias_of__isnull=True).select_related("locale")
    return [
        _change(follower, go_live_at, expire_at, user)
        for follower in followers.order_by("locale__language_code").specific()
    ]


def has_changes(page: Page, user: Any) -> bool:
    return any(change.follows for change in changes(page, user))


def is_scheduled(page: Page) -> bool:
    return any(_schedule_of(page))


def leads_on(page: Page, user: Any) -> bool:
    """Whether publishing the page leads on to the question about its translations."""
    return is_scheduled(page) and may_schedule(user, page) and has_changes(page, user)


@transaction.atomic
def follow(page: Page, user: Any) -> int:
    """Carries out what `changes` says; gives how many translations follow."""
    go_live_at, expire_at = _schedule_of(page)
    following = [change for change in changes(page, user) if change.follows]
    for change in following:
        _apply(change, go_live_at, expire_at, user)
    return len(following)


def _schedule_of(page: Page) -> tuple[datetime | None, datetime | None]:
    """When the page goes live, if that lies ahead and is approved; and when it expires."""
    scheduled = page.scheduled_revision
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
    return Change(follower, expires, goes_live, "; ".join(sentences) or gettext("stays as it is"))


def _obstacle(follower: Page, go_live_at: datetime | None, user: Any) -> str:
    """Why a translation cannot go live with its original; empty where it can, or need not."""
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
    return f"{date_format(value, 'DATETIME_FORMAT')} UTC"


def _apply(
    change: Change, go_live_at: datetime | None, expire_at: datetime | None, user: Any
) -> None:
    """The live row learns its expiry; the draft keeps its text and learns both instants."""
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
