"""Finds a page's conference and its public contributions, for all views and exports."""

from datetime import datetime

from django.http import Http404
from django.utils import timezone

from wagtail.models import Page

from contributions import registration
from contributions.conference_registry import Conference, known
from core.caching.expiry import earliest


def conference_of(page: Page, *, sessions: bool = False) -> Conference:
    """Raises Http404 for a conference that takes no contributions on this site."""
    conference = known().of_page(page, sessions=sessions)
    if conference is None or not _takes_contributions(page, conference):
        raise Http404
    return conference


def _takes_contributions(page: Page, conference: Conference) -> bool:
    return registration.settings_for(page, conference.key) is not None


def fresh_until(page: Page, conference: Conference) -> datetime | None:
    """The next instant at which a session opens or closes, or the page says something else."""
    now = timezone.now()
    turns = [turn for each in conference.sessions for turn in (each.opens_at, each.closes_at)]
    return earliest(known().changes_at(page), *(turn for turn in turns if turn > now))
