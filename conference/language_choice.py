"""The conferences that readers of a language have before them: open, announced, lately concluded.

A conference that is not translated yet is open all the same: it is shown in its original language.
"""

from typing import Any

from django.utils import timezone

from wagtail.models import Page

from conference.models import ConferencePage
from conference.models.conference_page import ConferenceQuerySet
from conference.outcomes.outcome_chain import chains

# A list of what is ahead is an overview; search finds what goes beyond.
LISTED_AT_MOST = 50
# The last conferences that closed are looked at for outcomes, so many of them.
LOOKED_AT = 60


def ahead_of_readers_of(page: Page) -> ConferenceQuerySet:
    """Open and announced ones below `page` in any language, each once; `page` may be a home."""
    ahead = ConferencePage.objects.ahead_at(timezone.now()).below_any_version_of(page)
    found: ConferenceQuerySet = ahead.one_of_each(page.locale_id)
    return found


def open_and_upcoming(page: Page) -> dict[str, list[Any]]:
    """For the context of a template: `open_conferences` and `upcoming_conferences`."""
    moment = timezone.now()
    ahead = ahead_of_readers_of(page).for_listing(in_archive=False)
    return {
        "open_conferences": list(ahead.open_at(moment)[:LISTED_AT_MOST]),
        "upcoming_conferences": list(ahead.upcoming_at(moment)[:LISTED_AT_MOST]),
    }


def lately_concluded(page: Page, count: int) -> list[Any]:
    """The last closed ones below `page` that have outcomes, with their `outcome_steps`."""
    moment = timezone.now()
    last = ConferencePage.objects.closed_at(moment).filter(locale=page.locale_id)[:LOOKED_AT]
    found = ConferencePage.objects.filter(pk__in=last.values("pk"))
    ready = found.with_outcomes().readable_below(page).for_listing(in_archive=False)
    pages = list(ready.closed_at(moment)[:count])
    for conference, steps in zip(pages, chains(pages), strict=True):
        conference.outcome_steps = steps
    return pages
