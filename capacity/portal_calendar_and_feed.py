"""The portal's calendar and feed, with every conference directly below it."""

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext

from wagtail.models import Page

from icalendar import Event

from capacity.models import PortalPage
from conference.content_changes import changed_at
from conference.current_conferences import not_over
from conference.date_statements import notices
from conference.feeds.atom import ENTRIES, changed_pages, feed_file, latest, milestone_entry
from conference.feeds.ical import calendar_file, conference_events
from conference.feeds.views import register_outlets
from conference.feeds.withdrawn import until_over, withdrawn_entry, withdrawn_events
from conference.models import ConferencePage, WithdrawnConference
from conference.models.conference_page import ConferenceQuerySet
from core.pages.public_querysets import readable
from core.routing.other_format_responses import File, outlet


def conferences_of(portal: PortalPage) -> list[ConferencePage]:
    """Returns the conferences that are not archived, each with `changed_at`.

    They are sorted by opening. Conferences that are not translated yet are included in their
    original language until their last day is over.
    """
    here = readable(ConferencePage.objects.child_of(portal), inside=portal)
    found = {page.pk: page for page in (*_ready(here), *_ready(not_over(portal)))}
    pages = sorted(found.values(), key=lambda page: (page.opens_at, page.path))
    for page, known in zip(pages, notices(pages), strict=True):
        page.extension_notices = known
    return pages


def _ready(conferences: ConferenceQuerySet) -> ConferenceQuerySet:
    changed = Coalesce("published_text__changed_at", "last_published_at")
    found = conferences.annotate(changed_at=changed, in_archive=Value(False))  # noqa: FBT003
    return found.select_related("locale")


def calendar_of_portal(request: HttpRequest, portal: PortalPage) -> File:
    """Returns the calendar with the events of all these conferences."""
    events: list[Event] = []
    for conference in conferences_of(portal):
        events += conference_events(conference, request, [conference.changed_at])
    withdrawn = WithdrawnConference.objects.below(portal)
    for each in withdrawn:
        events += withdrawn_events(each, portal, request)[:2]
    name = gettext("Online conferences on biosafety capacity-building")
    return until_over(calendar_file(request, portal, name, events), withdrawn)


def feed_of_portal(request: HttpRequest, portal: PortalPage) -> File:
    """Returns the feed: the latest milestone of each conference, and changed pages."""
    conferences = conferences_of(portal)
    entries = [milestone_entry(page, request, page.changed_at) for page in conferences]
    listed = [conference.pk for conference in conferences]
    others = readable(Page.objects.descendant_of(portal), inside=portal).exclude(pk__in=listed)
    entries += changed_pages(others, portal, request)
    withdrawn = WithdrawnConference.objects.below(portal)
    entries += [withdrawn_entry(each, portal, request) for each in withdrawn]
    entries.sort(key=lambda entry: entry.changed, reverse=True)
    title = gettext("What is new in online conferences on biosafety capacity-building")
    file = feed_file(request, portal, title, entries[:ENTRIES], latest([changed_at(portal)]))
    return until_over(file, withdrawn)


def register() -> None:
    """Registers both as views below PortalPage."""
    register_outlets(PortalPage, outlet(calendar_of_portal), outlet(feed_of_portal))
