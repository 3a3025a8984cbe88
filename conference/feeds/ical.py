"""Conferences and sessions as iCalendar files (RFC 5545) for Outlook, Google and Apple.

An event's UID is made of the page's translation key alone, which is the same in every language and
does not change with slug, host or position, so that a changed date updates the event that a reader
has.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from django.http import HttpRequest
from django.utils.translation import gettext, pgettext

from wagtail.models import Page

from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration, vText, vUri

from conference.content_changes import changed_at, moved_at
from conference.feeds.conference_description import began, lines_of
from conference.models import ConferencePage, SessionPage
from core.navigation.site_settings import contact_email
from core.pages.public_querysets import readable
from core.routing.other_format_responses import File
from core.text.bidi_isolation import isolate
from core.text.control_character_removal import one_line, printable

FILE_NAME = "calendar.ics"
# The closing is an event of its own that ends at the closing.
CLOSING_LENGTH = timedelta(minutes=30)
# For a page that is live without ever having been published.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def conference_events(
    conference: ConferencePage, request: HttpRequest, changed: Iterable[datetime | None]
) -> list[Event]:
    """Returns the conference from opening to closing, and its closing, as events.

    `changed`: the instants (UTC) at which its text changed.
    """
    uid = str(conference.translation_key)
    closing_uid = uid_of_closing(conference.translation_key)
    url = conference.get_full_url(request) or ""
    schedule = conference.schedule
    moments = [*changed, conference.schedule_changed_at, began(schedule, conference.state)]
    lines = [*lines_of(conference), url]
    whole = _event(request, conference, uid, conference.full_title, lines, url, moments)
    closes = pgettext("event of a calendar", "Closing: %(title)s") % {
        "title": conference.full_title
    }
    closing = _event(request, conference, closing_uid, closes, lines, url, moments)
    closing.add("related-to", uid)
    set_times(whole, schedule.opens_at, schedule.ends_at)
    set_times(closing, start_of_closing(schedule.opens_at, schedule.ends_at), schedule.ends_at)
    return [whole, closing]


def uid_of_closing(conference_key: UUID) -> str:
    """Returns the UID of the closing, an event beside the conference's own."""
    return str(uuid5(conference_key, "closing"))


def start_of_closing(opens_at: datetime, ends_at: datetime) -> datetime:
    """Returns the instant (UTC) at which the event of the closing begins."""
    return max(opens_at, ends_at - CLOSING_LENGTH)


def session_event(
    session: SessionPage, request: HttpRequest, changed: Iterable[datetime | None]
) -> Event:
    """Returns a session with dates of its own as an event.

    `changed`: the instants (UTC) at which its or its conference's text changed.
    """
    conference = session.conference
    url = session.get_full_url(request) or ""
    state = session.state_sentence if conference.cancelled_at else ""
    lines = [conference.full_title, session.dates, state, session.summary, url]
    moments = [*changed, session.schedule_changed_at]
    title = session.heading
    event = _event(request, session, str(session.translation_key), title, lines, url, moments)
    event.add("related-to", str(conference.translation_key))
    set_times(event, session.opens_at, session.closes_at)
    return event


def set_times(event: Event, start: datetime | None, end: datetime | None) -> None:
    """Sets the times of `event`, in UTC."""
    event.add("dtstart", start and start.astimezone(UTC))
    event.add("dtend", end and end.astimezone(UTC))


def _event(
    request: HttpRequest,
    page: ConferencePage | SessionPage,
    uid: str,
    title: str,
    lines: Iterable[str],
    url: str,
    moments: Iterable[datetime | None],
) -> Event:
    """Returns the event without its times; texts have a language parameter."""
    changed = max((moment for moment in moments if moment), default=NEVER)
    code = page.locale.language_code
    language = {"LANGUAGE": code}
    event = Event()
    event.add("uid", uid)
    # Fixed while nothing changes, so that the ETag stays the same.
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    if page.first_published_at:
        event.add("created", min(page.first_published_at, changed))
    event.add("sequence", page.schedule_revision)
    is_cancelled = page.conference.cancelled_at is not None
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    if is_cancelled:
        # Many calendars show a cancelled event like any other.
        title = pgettext("news about a conference", "Cancelled: %(title)s") % {"title": title}
    event.add("summary", isolate(one_line(title), code), parameters=language)
    text = "\n".join(line for line in map(printable, lines) if line)
    event.add("description", isolate(text, code), parameters=language)
    event.add("url", vUri(url))
    # Outlook shows the URL from here.
    event.add("location", url)
    event.add("class", "PUBLIC")
    # Transparent: weeks marked as busy would block a reader's calendar.
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    event.add("organizer", organizer(language, request))
    return event


def organizer(language: dict[str, str], request: HttpRequest) -> vCalAddress:
    """Returns the organizer of every event; `language` is the parameter of its name."""
    address = vCalAddress(f"mailto:{contact_email(request)}")
    address.params["CN"] = gettext("Biosafety capacity-building")
    address.params.update(language)
    return address


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
    they are, and a comma in one would end its value for clients. Readers that do not know them,
    such as ical.js, take the escapes out only where the type is said.
    """
    code = page.locale.language_code
    language, is_text = {"LANGUAGE": code}, {"VALUE": "TEXT"}
    name = isolate(name, code)
    calendar.add("name", vText(name), parameters={**language, **is_text})
    calendar.add("x-wr-calname", vText(name), parameters=is_text)
    description = isolate(one_line(page.description), code)
    if description:
        calendar.add("description", description, parameters=language)
        calendar.add("x-wr-caldesc", vText(description), parameters=is_text)
