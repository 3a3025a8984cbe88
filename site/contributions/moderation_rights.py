"""Moderation rights by conference, session and language, and the conferences that a user sees."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from wagtail.models import Page

from contributions.conference_registry import Conference, Session, known
from contributions.models import Contribution, ModeratorRight
from core.caching import request_cache
from translation.permissions import draft_visibility


def rights_of(user: Any) -> list[ModeratorRight]:
    """Of the user's groups; asked once in a request."""
    if not getattr(user, "is_authenticated", False):
        return []
    rights = ModeratorRight.objects.filter(group__user=user)
    return request_cache.for_user(user, "moderator rights", lambda: list(rights))


def is_moderator(user: Any) -> bool:
    """Whether the user moderates anything at all."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    return bool(user.is_superuser or rights_of(user))


def may_moderate(user: Any, contribution: Contribution) -> bool:
    """Drafts are nobody's but their author's."""
    if contribution.number is None or not is_moderator(user):
        return False
    return user.is_superuser or any(_covers(right, contribution) for right in rights_of(user))


def _covers(right: ModeratorRight, contribution: Contribution) -> bool:
    return (
        right.conference_key in (None, contribution.conference_key)
        and right.session_key in (None, contribution.session_key)
        and right.language in ("", contribution.language)
    )


def moderates_part(user: Any, conference_key: UUID, session_key: UUID | None = None) -> bool:
    """Whether the user moderates anything of the conference, or of this session of it."""
    if not is_moderator(user):
        return False
    return user.is_superuser or any(
        right.conference_key in (None, conference_key)
        and (session_key is None or right.session_key in (None, session_key))
        for right in rights_of(user)
    )


def moderated_by(user: Any) -> Q:
    """A condition on contributions: those that the user moderates. Never a draft."""
    if not is_moderator(user):
        return Q(pk=None)
    posted = Q(number__isnull=False)
    if user.is_superuser:
        return posted
    wanted = Q(pk=None)
    for right in rights_of(user):
        one = Q()
        for name in ("conference_key", "session_key", "language"):
            value = getattr(right, name)
            if value:
                one &= Q(**{name: value})
        wanted |= one if one else Q(pk__isnull=False)
    return posted & wanted


def conferences_of(user: Any) -> set[Any] | None:
    """The keys of the conferences whose registrations the user decides; None: all of them."""
    whole = [right for right in rights_of(user) if not right.session_key and not right.language]
    if user.is_superuser or any(right.conference_key is None for right in whole):
        return None
    return {right.conference_key for right in whole}


def conferences_in_admin(user: Any) -> list[Conference]:
    """Return the conferences that the user may see as pages or moderates, with such sessions.

    In the language of the admin where the site has conferences in it, else in English.
    """
    found = list(known().listed(get_language() or "")) or list(known().listed("en"))
    seen = _seen_keys(user, found)
    return [
        replace(conference, sessions=tuple(_sessions(user, conference, seen)))
        for conference in found
        if conference.key in seen or moderates_part(user, conference.key)
    ]


def _seen_keys(user: Any, conferences: Iterable[Conference]) -> set[UUID]:
    ids = [each.page_id for each in conferences]
    ids += [session.page_id for each in conferences for session in each.sessions]
    pages = draft_visibility.visible_to(user, Page.objects.filter(pk__in=ids))
    return set(pages.values_list("translation_key", flat=True))


def _sessions(user: Any, conference: Conference, seen: set[UUID]) -> Iterable[Session]:
    for session in conference.sessions:
        if session.key in seen or moderates_part(user, conference.key, session.key):
            yield session


def sessions_by_key(conferences: list[Conference]) -> dict[UUID, tuple[Conference, Session]]:
    """Map session keys to their conference and session."""
    return {
        session.key: (conference, session)
        for conference in conferences
        for session in conference.sessions
    }
