"""Entries of feeds: conferences with their latest milestone, and changed pages."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext, pgettext

from wagtail.models import Page
from wagtail.query import PageQuerySet

from conference.feeds.atom import Entry, feed_file, permanent_id
from conference.feeds.conference_description import lines_of
from conference.feeds.ical_events import NEVER
from conference.feeds.milestones import began, latest_milestone
from conference.models import ConferencePage
from conference.recent_changes import changed_at, moved_at, ordered_by_change
from core.pages.public_querysets import readable
from core.routing.file_responses import File

ENTRIES = 50


def latest(moments: Iterable[datetime | None]) -> datetime:
    """Returns the latest of the instants that are not None."""
    return max((moment for moment in moments if moment), default=NEVER)


def feed_of_conference(request: HttpRequest, conference: ConferencePage) -> File:
    """Returns the feed with the conference and its pages, the latest change first."""
    below = readable(Page.objects.descendant_of(conference), inside=conference)
    changed = latest([changed_at(conference), moved_at(conference)])
    entries = [_own_entry(conference, request, changed)]
    entries += changed_pages(below, conference, request)
    entries.sort(key=lambda entry: entry.changed, reverse=True)
    title = gettext("%(conference)s: changes") % {"conference": conference.title}
    return feed_file(request, conference, title, entries[:ENTRIES], changed)


def changed_pages(pages: PageQuerySet, section: Page, request: HttpRequest) -> list[Entry]:
    """Returns an entry for each of `pages` below `section`, the latest change first."""
    entries = []
    for page in ordered_by_change(pages)[:ENTRIES].specific():
        page.locale = section.locale
        entries.append(_page_entry(page, section, request))
    return entries


def _page_entry(page: Page, section: Page, request: HttpRequest) -> Entry:
    title, above = page.menu_title, page.title_above
    if page.depth > section.depth + 1:
        message = pgettext("page in a feed", "%(page)s (%(section)s)")
        title = message % {"page": title, "section": above}
    heading = page.heading if page.heading not in (page.title, page.menu_title) else ""
    return Entry(
        id=permanent_id(page.translation_key, page.locale.language_code),
        title=title,
        url=page.get_full_url(request) or "",
        changed=latest([page.changed_at, getattr(page, "schedule_changed_at", None)]),
        published=page.first_published_at,
        lines=dict.fromkeys([heading, _dates_of(page), page.description]),
    )


def _dates_of(page: Page) -> str:
    """Returns the dates of a conference or of a session; empty for other pages."""
    return str(getattr(getattr(page, "schedule", page), "dates", ""))


def _own_entry(conference: ConferencePage, request: HttpRequest, changed: datetime) -> Entry:
    """Returns the entry of the conference in its own feed, with its dates and state."""
    return _conference_entry(
        conference,
        request,
        permanent_id(conference.translation_key, conference.locale.language_code),
        conference.full_title,
        latest([changed, conference.schedule_changed_at, _began(conference)]),
    )


def milestone_entry(
    conference: ConferencePage, request: HttpRequest, changed: datetime | None
) -> Entry:
    """Returns the entry of the latest milestone; each milestone has an id of its own."""
    milestone, language = latest_milestone(conference), conference.locale.language_code
    return _conference_entry(
        conference,
        request,
        permanent_id(conference.translation_key, language, milestone.key),
        milestone.title,
        latest([changed, conference.schedule_changed_at, milestone.began]),
    )


def _began(conference: ConferencePage) -> datetime | None:
    return began(conference.schedule, conference.state)


def _conference_entry(
    conference: ConferencePage, request: HttpRequest, key: str, title: str, changed: datetime
) -> Entry:
    state = conference.state
    return Entry(
        id=key,
        title=title,
        url=conference.get_full_url(request) or "",
        changed=changed,
        published=conference.first_published_at,
        lines=lines_of(conference),
        categories=[(state.value, str(state.label))],
        language=conference.locale.language_code,
    )
