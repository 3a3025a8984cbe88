"""Calendar and feed of withdrawn conferences, at the addresses where those of conferences stood.

For as long as a withdrawn conference would have lasted, they say that it is withdrawn, and its
dates, but none of its words. They are served in the name of the portal, whose readers may see them.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urljoin

from django.http import HttpRequest
from django.utils.translation import gettext, pgettext

from wagtail.models import Page
from wagtail.url_routing import RouteResult

from icalendar import Event, vUri

from conference.feeds.atom import FILE_NAME as FEED
from conference.feeds.atom import Entry, feed_file, permanent_id
from conference.feeds.ical import FILE_NAME as CALENDAR
from conference.feeds.ical import (
    calendar_file,
    organizer,
    set_times,
    start_of_closing,
    uid_of_closing,
)
from conference.models.withdrawn_conference import WithdrawnConference
from core.caching.cache_headers import earliest
from core.dates.formatting import format_range, last_day, utc_date
from core.routing.other_format_responses import File, outlet
from core.routing.page_lookup import find_route as find_page_route
from core.routing.page_lookup import home_path


def withdrawn_events(
    conference: WithdrawnConference, portal: Page, request: HttpRequest
) -> list[Event]:
    """Returns the cancelled events: the conference, its closing, then its dated sessions."""
    opens_at, ends_at = conference.opens_at, conference.ends_at
    make = partial(_cancelled, conference, portal, request)
    key, revision = conference.conference_key, conference.revision
    sessions = [
        make(
            session["key"],
            datetime.fromisoformat(session["opens_at"]),
            datetime.fromisoformat(session["closes_at"]),
            session["revision"] + 1,
        )
        for session in conference.sessions
    ]
    closing = make(uid_of_closing(key), start_of_closing(opens_at, ends_at), ends_at, revision)
    return [make(str(key), opens_at, ends_at, revision), closing, *sessions]


def _cancelled(
    conference: WithdrawnConference,
    portal: Page,
    request: HttpRequest,
    uid: str,
    start: datetime,
    end: datetime,
    revision: int,
) -> Event:
    language = {"LANGUAGE": portal.locale.language_code}
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", conference.withdrawn_at)
    event.add("last-modified", conference.withdrawn_at)
    event.add("sequence", revision)
    event.add("status", "CANCELLED")
    event.add("summary", _title(conference), parameters=language)
    event.add("description", _sentence(), parameters=language)
    event.add("url", vUri(portal.get_full_url(request) or ""))
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT")
    event.add("organizer", organizer(language, request))
    set_times(event, start.astimezone(UTC), end.astimezone(UTC))
    return event


def withdrawn_entry(conference: WithdrawnConference, portal: Page, request: HttpRequest) -> Entry:
    """Returns the feed entry that says that the conference is withdrawn."""
    stamp = f"withdrawn/{conference.withdrawn_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return Entry(
        id=permanent_id(conference.conference_key, portal.locale.language_code, stamp),
        title=_title(conference),
        url=portal.get_full_url(request) or "",
        changed=conference.withdrawn_at,
        published=None,
        lines=[_sentence()],
        categories=[("withdrawn", pgettext("conference", "Withdrawn"))],
    )


def _title(conference: WithdrawnConference) -> str:
    days = format_range(utc_date(conference.opens_at), last_day(conference.ends_at))
    return gettext("Withdrawn: online conference, %(dates)s") % {"dates": days}


def _sentence() -> str:
    return gettext("This conference was withdrawn. It does not take place as announced.")


def until_over(file: File, conferences: Iterable[WithdrawnConference]) -> File:
    """Returns `file`, to be made again when the first of these conferences would have ended."""
    return replace(file, until=earliest(*(conference.ends_at for conference in conferences)))


def _calendar(request: HttpRequest, portal: Page, *, conference: WithdrawnConference) -> File:
    events = withdrawn_events(conference, portal, request)
    return until_over(calendar_file(request, portal, _title(conference), events), [conference])


def _feed(request: HttpRequest, portal: Page, *, conference: WithdrawnConference) -> File:
    entry = withdrawn_entry(conference, portal, request)
    file = feed_file(
        request,
        portal,
        entry.title,
        [entry],
        conference.withdrawn_at,
        key=conference.conference_key,
        address=urljoin(entry.url, f"{conference.slug}/{FEED}"),
    )
    return until_over(file, [conference])


_FILES: dict[str, Callable[..., File]] = {CALENDAR: _calendar, FEED: _feed}


def withdrawn_route(request: HttpRequest, path: str) -> RouteResult | None:
    """Returns the route of a withdrawn conference's own calendar or feed, or None."""
    address, _slash, name = path.strip("/").rpartition("/")
    if name not in _FILES:
        return None
    place = f"{home_path(request)}{address}/"
    conference = WithdrawnConference.objects.announced().filter(url_path=place).first()
    portal = find_page_route(request, address.rpartition("/")[0]) if conference else None
    if portal is None or portal.kwargs:
        return None
    return RouteResult(portal.page, kwargs={"view": _view(name, conference)})


def _view(name: str, conference: WithdrawnConference | None) -> Callable[..., object]:
    return outlet(partial(_FILES[name], conference=conference))
