"""A conference and its sessions as events of a calendar (RFC 5545).

An event's UID is made of the page's translation key alone, which stays through every language,
slug, host and place in the tree, so that a changed date changes the event that a reader has.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import uuid5

from django.http import HttpRequest
from django.utils.translation import gettext

from icalendar import Event, vCalAddress, vUri

from conference.feeds.milestones import began
from conference.feeds.plain_lines import lines_of
from conference.models import ConferencePage, SessionPage
from core.navigation.site_settings import contact_email
from core.text.plain_text import one_line, printable

# The closing is an entry of its own, which ends at the very instant.
CLOSING_LENGTH = timedelta(minutes=30)
# A page that was put live without ever being published has no date of change.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def conference_events(
    conference: ConferencePage, request: HttpRequest, changed: Iterable[datetime | None]
) -> list[Event]:
    """The conference from opening to closing, and its closing. `changed`: when its text did."""
    uid = str(conference.translation_key)
    url = conference.get_full_url(request) or ""
    schedule = conference.schedule
    moments = [*changed, conference.schedule_changed_at, began(schedule, conference.state)]
    lines = [*lines_of(conference), url]
    whole = _event(request, conference, uid, conference.full_title, lines, url, moments)
    closing_uid = str(uuid5(conference.translation_key, "closing"))
    closes = gettext("Closing: %(title)s") % {"title": conference.full_title}
    closing = _event(request, conference, closing_uid, closes, lines, url, moments)
    closing.add("related-to", uid)
    start = max(schedule.opens_at, schedule.ends_at - CLOSING_LENGTH)
    _set_times(whole, schedule.opens_at, schedule.ends_at)
    _set_times(closing, start, schedule.ends_at)
    return [whole, closing]


def session_event(
    session: SessionPage, request: HttpRequest, changed: Iterable[datetime | None]
) -> Event:
    """A session, which has dates of its own. `changed`: when its or its conference's text did."""
    conference = session.conference
    url = session.get_full_url(request) or ""
    lines = [conference.full_title, session.dates, session.summary, url]
    moments = [*changed, session.schedule_changed_at]
    title = session.heading
    event = _event(request, session, str(session.translation_key), title, lines, url, moments)
    event.add("related-to", str(conference.translation_key))
    _set_times(event, session.opens_at, session.closes_at)
    return event


def _set_times(event: Event, start: datetime | None, end: datetime | None) -> None:
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
    """Everything but the times; the texts name their language."""
    changed = max((moment for moment in moments if moment), default=NEVER)
    language = {"LANGUAGE": page.locale.language_code}
    event = Event()
    event.add("uid", uid)
    # The same as long as nothing changes, so that a copy can be told to be current.
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    if page.first_published_at:
        event.add("created", min(page.first_published_at, changed))
    event.add("sequence", page.schedule_revision)
    event.add("status", "CONFIRMED")
    event.add("summary", one_line(title), parameters=language)
    text = "\n".join(line for line in map(printable, lines) if line)
    event.add("description", text, parameters=language)
    event.add("url", vUri(url))
    # Where Outlook looks for an address to click on.
    event.add("location", url)
    event.add("class", "PUBLIC")
    # Weeks that are marked as busy would block a reader's calendar.
    event.add("transp", "TRANSPARENT")
    event.add("x-microsoft-cdo-busystatus", "FREE")
    event.add("organizer", _organizer(language, request))
    return event


def _organizer(language: dict[str, str], request: HttpRequest) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{contact_email(request)}")
    organizer.params["CN"] = gettext("Biosafety capacity-building")
    organizer.params.update(language)
    return organizer
