"""Lists of conferences for readers of a language: by state, and recently closed with outcomes.

A conference that is not translated yet is listed in its original language.
"""

from typing import Any

from django.utils import timezone

from wagtail.models import Page

from conference.models import ConferencePage
from conference.models.conference_page import ConferenceQuerySet
from conference.outcomes.outcome_chain import chains

# The maximum number of open and upcoming conferences; search finds the others.
LISTED_AT_MOST = 50
# The number of recently closed conferences among which those with outcomes are searched.
LOOKED_AT = 60


def not_over(page: Page) -> ConferenceQuerySet:
    """Returns open, upcoming and cancelled conferences below `page` in any language, each once.

    Cancelled ones until their last day is over.

    `page` may be a home page.
    """
    ahead = ConferencePage.objects.not_over_at(timezone.now()).below_any_version_of(page)
    found: ConferenceQuerySet = ahead.one_of_each(page.locale_id)
    return found


def open_and_upcoming(page: Page) -> dict[str, list[Any]]:
    """Returns the conferences as context variables, by state; one query.

    The next to close and the next to open stand first.
    """
    moment = timezone.now()
    ahead = not_over(page).for_listing(in_archive=False).order_by("opens_at", "path")
    listed = list(ahead[: 2 * LISTED_AT_MOST])
    found = [each for each in listed if each.cancelled_at is None]
    cancelled = [each for each in listed if each.cancelled_at is not None]
    running = [each for each in found if each.opens_at <= moment]
    running.sort(key=lambda each: (each.schedule.ends_at, each.path))
    coming = [each for each in found if each.opens_at > moment]
    return {
        "open_conferences": running[:LISTED_AT_MOST],
        "upcoming_conferences": coming[:LISTED_AT_MOST],
        "cancelled_conferences": cancelled[:LISTED_AT_MOST],
    }


def recently_concluded(page: Page, count: int) -> list[Any]:
    """Returns the last closed conferences below `page` with outcomes and `outcome_steps`."""
    moment = timezone.now()
    last = ConferencePage.objects.closed_at(moment).filter(locale=page.locale_id)[:LOOKED_AT]
    found = ConferencePage.objects.filter(pk__in=last.values("pk"))
    ready = found.with_outcomes().readable_below(page).for_listing(in_archive=False)
    pages = list(ready.closed_at(moment)[:count])
    for conference, steps in zip(pages, chains(pages), strict=True):
        conference.outcome_steps = steps
    return pages
