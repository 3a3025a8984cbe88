"""The conferences and sessions that admin screens of contributions name to a user."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from wagtail.models import Page

from contributions.conference_registry import Conference, Session, known
from contributions.moderation_rights import moderates_part
from translation.permissions import draft_visibility


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
    """Return the translation keys of conferences and sessions whose pages the user may see."""
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
