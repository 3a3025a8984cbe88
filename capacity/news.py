"""The portal's news, generated from the events of conferences and from published pages.

A conference is news when it is announced, opens, is extended or cancelled, closes, and when its
report is published; only the last event is shown. Each is dated by the event, not by the day on
which its pages were imported, seeded or corrected. A page of a conference is news until the
conference has closed, and the summary of its outcomes afterwards. A conference that is not
translated yet is news under its original title.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, Length, Substr
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from wagtail.models import Page, PageLogEntry

from conference.models import ConferencePage
from conference.models.conference_querysets import ENDS_AT
from conference.models.outcome import Outcome
from conference.models.session_page import named_session
from core.dates.formatting import format_date, last_day, utc_date
from core.pages.public_querysets import children_interval, readable

# The log action of an extension by an editor; its data has the new closing.
EXTENDED = "conference.extend"
# (published at, extended to) of a conference's revisions in any language, oldest first.
History = list[tuple[datetime, datetime | None]]


def extended_at(conferences: Iterable[ConferencePage]) -> dict[int, datetime]:
    """Returns page id → instant (UTC) at which the current extension was published; one query.

    Conferences that were first published with it, or whose revisions were purged, are left out.
    """
    extended = [page for page in conferences if page.extended_to]
    histories = _histories({page.translation_key for page in extended}) if extended else {}
    found = {
        page.pk: _first_published(histories.get(page.translation_key, []), page.extended_to)
        for page in extended
    }
    return {pk: moment for pk, moment in found.items() if moment}


def _histories(keys: set[Any]) -> dict[Any, History]:
    logged = PageLogEntry.objects.filter(
        Q(action="wagtail.publish", revision__isnull=False) | Q(action=EXTENDED),
        page__translation_key__in=keys,
    )
    rows = logged.order_by("timestamp").values_list(
        "page__translation_key",
        "timestamp",
        Coalesce(
            KeyTextTransform("closing", "data"),
            KeyTextTransform("extended_to", "revision__content"),
        ),
    )
    histories: dict[Any, History] = defaultdict(list)
    for key, moment, value in rows:
        histories[key].append((moment, parse_datetime(value) if value else None))
    return histories


def _first_published(history: History, extended_to: datetime | None) -> datetime | None:
    """Returns when a revision with this extension first followed one without it."""
    followed = pairwise(history)
    changes = [moment for (_, before), (moment, now) in followed if before != extended_to == now]
    return changes[0] if changes else None


NEWS_ITEMS = 8
# The number of candidates of each kind, so that enough remain after duplicates are dropped.
CANDIDATES = 3 * NEWS_ITEMS
# Pages published within this time after their conference are part of the same news.
WITH_ITS_CONFERENCE = timedelta(days=1)
# The number of recently published pages among which parts are searched.
WINDOW = 200
# A page republished within this time after its first publication still counts as new.
STILL_NEW = timedelta(hours=1)


@dataclass(frozen=True)
class News:
    """One news item: the event as a phrase, its page, its instant (UTC)."""

    moment: datetime
    label: str
    page: Page
    title: str
    part_of: str = ""
    """The conference that the page belongs to; empty for a conference."""


def latest_news(portal: Page) -> list[News]:
    """Returns the latest news for readers of the portal's language, one per page; three queries."""
    now = timezone.now()
    conferences = _conferences(portal, now)
    extensions = extended_at(conferences)
    lines = [_of_conference(page, now, extensions.get(page.pk)) for page in conferences]
    lines += [_of_part(page) for page in _parts(portal, now)]
    return sorted(lines, key=lambda line: line.moment, reverse=True)[:NEWS_ITEMS]


def _conferences(portal: Page, now: datetime) -> list[Any]:
    """Returns the conferences with the latest events, each once, with `reported_on`.

    Candidates are searched in all languages by the indexes of dates; then each is shown in the
    portal's language or, until it is translated, in its original one.
    """
    known = ConferencePage.objects.filter(live=True).exclude(first_published_at=None)
    reports = Outcome.objects.filter(
        kind=Outcome.Kind.REPORT, date__lte=utc_date(now), page__live=True
    ).order_by("-date")
    own_reports = reports.filter(page__translation_key=OuterRef("translation_key"))
    most = CANDIDATES * len(settings.WAGTAIL_CONTENT_LANGUAGES)
    wanted = Q(translation_key__in=reports.values("page__translation_key")[:most])
    for pages in (
        known.order_by("-first_published_at"),
        known.filter(opens_at__lte=now).order_by("-opens_at"),
        known.filter(extended_to__isnull=False).order_by("-extended_to"),
        known.filter(cancelled_at__isnull=False).order_by("-cancelled_at"),
        known.closed_at(now),
    ):
        wanted |= Q(translation_key__in=pages.values("translation_key")[:most])
    found = known.filter(wanted).below_any_version_of(portal).one_of_each(portal.locale_id)
    dated = found.annotate(reported_on=Subquery(own_reports.values("date")[:1]))
    return list(dated.for_listing(in_archive=False))


def _parts(portal: Page, now: datetime) -> list[Any]:
    """Returns the latest published pages of conferences, each with its conference's full title.

    Pages of closed conferences are left out, and those published together with their conference.
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
        conference_ends=Subquery(above.values(ends=ENDS_AT)),
        theme=F("sessionpage__theme"),
    )
    # The summary of outcomes is written after the conference.
    is_timely = Q(conference_ends__gt=now) | Q(outcomepage__isnull=False)
    later = pages.filter(
        is_timely, last_published_at__gt=F("conference_since") + WITH_ITS_CONFERENCE
    )
    found = readable(later).select_related("locale", "content_type")
    return list(found.order_by("-last_published_at", "path")[:NEWS_ITEMS])


def _of_conference(page: Any, now: datetime, extended: datetime | None) -> News:
    events = []
    if page.first_published_at < page.opens_at or page.opens_at > now:
        events.append((page.first_published_at, gettext("Conference announced")))
    if page.opens_at <= now:
        events.append((page.opens_at, gettext("Conference opened")))
    if extended:
        message = gettext("Conference extended to %(date)s")
        events.append((extended, message % {"date": format_date(last_day(page.extended_to))}))
    if page.cancelled_at:
        cancelled = [(page.cancelled_at, gettext("Conference cancelled"))]
        events = [event for event in events if event[0] < page.cancelled_at] + cancelled
    elif page.schedule.ends_at <= now:
        # The last instant of the last day: the day before if the closing is at midnight.
        events.append((page.schedule.ends_at - timedelta.resolution, gettext("Conference closed")))
    if page.reported_on:
        issued = datetime.combine(page.reported_on, time(), UTC)
        events.append((issued, gettext("Report issued")))
    moment, label = max(events, key=lambda event: event[0])
    return News(moment, label, page, page.full_title)


def _of_part(page: Any) -> News:
    moment, label = _published(page, gettext("Page changed"))
    return News(
        moment, label, page, named_session(page.title, page.theme or ""), page.conference_title
    )


def _published(page: Any, if_changed: str) -> tuple[datetime, str]:
    """Returns when the page was published or last changed, and the phrase for it."""
    if page.last_published_at - page.first_published_at < STILL_NEW:
        label = getattr(page.specific_class, "news_label", gettext("New page"))
        return page.first_published_at, str(label)
    return page.last_published_at, if_changed
