"""Builds iCalendar files for Outlook, Google and Apple."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext

from wagtail.models import Page

from icalendar import Calendar, Event, Timezone, vDuration, vText, vUri

from conference.feeds.ical_events import conference_events, session_event
from conference.models import ConferencePage, SessionPage
from conference.recent_changes import changed_at, moved_at
from core.pages.public_querysets import readable
from core.routing.file_responses import File
from core.text.control_characters import one_line
from core.text.direction import isolate

CONTENT_TYPE = "text/calendar; charset=utf-8"
# The refresh interval for clients that subscribe.
REFRESH = timedelta(hours=12)
PRODUCT = "-//Biosafety capacity-building//Online conferences//EN"


def calendar_of_conference(request: HttpRequest, conference: ConferencePage) -> File:
    """Returns the calendar with the conference, its closing and its dated sessions."""
    changed = [changed_at(conference), moved_at(conference)]
    events = conference_events(conference, request, changed)
    sessions = SessionPage.objects.dated_in(conference)
    for session in readable(sessions, inside=conference).select_related("published_text"):
        session.locale = conference.locale
        session.lineage = [*conference.lineage, session]
        known = getattr(session, "published_text", None)
        own = known.changed_at if known else session.last_published_at
        events.append(session_event(session, request, [*changed, own]))
    name = gettext("%(conference)s: calendar") % {"conference": conference.title}
    return calendar_file(request, conference, name, events)


def calendar_file(request: HttpRequest, page: Page, name: str, events: Iterable[Event]) -> File:
    """Returns the calendar of `page` with this name and these events."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    _describe(calendar, page, one_line(name))
    calendar.add("url", vUri(page.get_full_url(request) or ""))
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    # The older property, which Outlook uses.
    calendar.add("x-published-ttl", vDuration(REFRESH))
    moments: list[datetime] = []
    for event in events:
        calendar.add_component(event)
        moments.append(event.LAST_MODIFIED)
    if not moments:
        # Outlook refuses a calendar without any component.
        calendar.add_component(Timezone.from_tzid("UTC"))
    file_name = f"{page.slug}-{page.locale.language_code}.ics"
    return File(calendar.to_ical(), CONTENT_TYPE, file_name, moments)


def _describe(calendar: Calendar, page: Page, name: str) -> None:
    """Sets name and description, as the standard's properties and as Apple's and Google's.

    All of them are text. icalendar 7.3 knows that of DESCRIPTION only; it writes the others as
    they are, and a comma in one would end its value for clients.
    """
    code = page.locale.language_code
    language, name = {"LANGUAGE": code}, isolate(name, code)
    calendar.add("name", vText(name), parameters=language)
    calendar.add("x-wr-calname", vText(name))
    description = isolate(one_line(page.description), code)
    if description:
        calendar.add("description", description, parameters=language)
        calendar.add("x-wr-caldesc", vText(description))
