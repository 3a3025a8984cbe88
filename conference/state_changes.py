"""The next change of state among many conferences, computed by the database."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from wagtail.models import Page

from conference.schedule import next_midnight
from core.caching import generation_cache


def next_below(page: Page, conferences: Callable[[], QuerySet[Any]]) -> datetime | None:
    """Returns the next change of state (UTC) among the conferences that `page` lists.

    Cached for the generation until that instant has passed.
    """

    next_change = cache(lambda: nearest(conferences(), timezone.now()))
    return generation_cache.get_or_make_until(("next change", page.pk), next_change, next_change)


def nearest(conferences: QuerySet[Any], moment: datetime) -> datetime | None:
    """Returns the earliest `Schedule.changes_after(moment)` of all `conferences`; one query."""
    ends = Coalesce("extended_to", "closes_at")
    soon = timedelta(days=settings.CLOSING_SOON_DAYS)
    found = conferences.annotate(ends=ends).aggregate(
        opening=Min("opens_at", filter=Q(opens_at__gt=moment)),
        closing=Min("ends", filter=Q(ends__gt=moment)),
        soon=Min("ends", filter=Q(ends__gt=moment + soon)),
        open=Min("opens_at", filter=Q(opens_at__lte=moment, ends__gt=moment)),
    )
    turns = [found["opening"], found["closing"]]
    if found["soon"] is not None:
        turns.append(found["soon"] - soon)
    if found["open"] is not None:
        turns.append(next_midnight(moment))
    return min((turn for turn in turns if turn is not None), default=None)
