"""What is new in a portal: read from what was really done and when, never typed.

A conference is news when it is published, changed, extended, closed or archived, and a page of a
conference when it is published or changed; each with the last of these only.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, DateTimeField, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Length, Substr
from django.utils import timezone
from django.utils.translation import gettext

from wagtail.models import Page, PageLogEntry

from capacity.extensions import extended_at
from conference.models import ConferencePage
from conference.models.sessions import named_session
from core.dates import format_date, last_day
from core.querysets import children_interval, readable

NEWS_ITEMS = 8
# Of each kind this many are looked at, so that some remain when others are told already.
CANDIDATES = 3 * NEWS_ITEMS
# Pages that follow their conference within this time are part of the same news.
WITH_ITS_CONFERENCE = timedelta(days=1)
# Among this many pages published last, parts are looked for.
WINDOW = 200
# What is published again within this time of its first publication is still new.
STILL_NEW = timedelta(hours=1)


@dataclass(frozen=True)
class News:
    """One line: what happened (a whole phrase), to which page, when (UTC)."""

    moment: datetime
    label: str
    page: Page
    title: str
    part_of: str = ""
    """The conference that the page belongs to; empty for a conference."""


def latest_news(portal: Page, archive: Page | None) -> list[News]:
    """The latest in the portal's language, one line a page, in three or four queries."""
    conferences = _conferences(portal, archive)
    extensions = extended_at(conferences)
    lines = [_of_conference(page, extensions.get(page.pk)) for page in conferences]
    lines += [_of_part(page) for page in _parts(portal)]
    return sorted(lines, key=lambda line: line.moment, reverse=True)[:NEWS_ITEMS]


def _conferences(portal: Page, archive: Page | None) -> list[Any]:
    """Those published, extended, closed or archived last, with the time of their archiving."""
    below = ConferencePage.objects.filter(path__range=children_interval(portal), live=True)
    arrivals = PageLogEntry.objects.filter(
        action="wagtail.move", data__destination__id=archive.pk if archive else 0
    ).order_by("-timestamp")
    wanted = Q(pk__in=arrivals.values("page_id")[:CANDIDATES])
    for pages in (
        below.order_by("-last_published_at"),
        below.filter(extended_to__isnull=False).order_by("-extended_to"),
        below.closed_at(timezone.now()),
    ):
        wanted |= Q(pk__in=pages.values("pk")[:CANDIDATES])
    own_arrival = arrivals.filter(page_id=OuterRef("pk")).values("timestamp")[:1]
    if archive is not None:
        arrived = Case(When(path__range=children_interval(archive), then=Subquery(own_arrival)))
    else:
        arrived = Case(default=None, output_field=DateTimeField())
    published = below.exclude(Q(first_published_at=None) | Q(last_published_at=None))
    found = readable(published.filter(wanted))
    return list(found.annotate(archived_at=arrived).for_listing(in_archive=False))


def _parts(portal: Page) -> list[Any]:
    """The pages of conferences published last, each with its conference's full title.

    Those that came out with their conference are left to its own line.
    """
    latest = Page.objects.filter(
        path__range=children_interval(portal), depth__gte=portal.depth + 2, live=True
    ).order_by("-last_published_at")
    above = ConferencePage.objects.filter(
        path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    )
    pages = Page.objects.filter(
        pk__in=latest.values("pk")[:WINDOW], first_published_at__isnull=False
    ).annotate(
        conference_title=Subquery(above.values("full_title")),
        conference_since=Subquery(above.values("first_published_at")),
        theme=F("sessionpage__theme"),
    )
    later = pages.filter(last_published_at__gt=F("conference_since") + WITH_ITS_CONFERENCE)
    found = readable(later).select_related("locale", "content_type")
    return list(found.order_by("-last_published_at", "path")[:NEWS_ITEMS])


def _of_conference(page: Any, extended: datetime | None) -> News:
    """The last thing that happened to a conference."""
    now = timezone.now()
    events = [_published(page, gettext("Conference changed"))]
    if extended:
        # Publishing the extension is not one more change.
        if events[0][0] - extended < STILL_NEW:
            events.clear()
        message = gettext("Conference extended to %(date)s")
        events.append((extended, message % {"date": format_date(last_day(page.extended_to))}))
    if page.schedule.ends_at <= now:
        events.append((page.schedule.ends_at, gettext("Conference closed")))
    if page.archived_at:
        events.append((page.archived_at, gettext("Conference archived")))
    moment, label = max(events, key=lambda event: event[0])
    return News(moment, label, page, page.full_title)


def _of_part(page: Any) -> News:
    moment, label = _published(page, gettext("Page changed"))
    return News(moment, label, page, named_session(page.title, page.theme or ""), page.conference_title)


def _published(page: Any, if_changed: str) -> tuple[datetime, str]:
    """When the page came out, or was changed since, and how to say so."""
    if page.last_published_at - page.first_published_at < STILL_NEW:
        label = getattr(page.specific_class, "news_label", gettext("New page"))
        return page.first_published_at, str(label)
    return page.last_published_at, if_changed
