"""The views `…/<conference>/calendar.ics` and `…/<conference>/feed.xml`."""

from django.utils.translation import gettext_lazy as _

from conference.feeds import atom, ical, withdrawn
from conference.feeds import atom as feed
from conference.models import ConferencePage
from core.routing import page_views
from core.routing.file_responses import outlet

conference_calendar = outlet(ical.calendar_of_conference)
conference_feed = outlet(feed.feed_of_conference)

ADD_TO_CALENDAR = _("Add to calendar")
FEED = _("News feed")


def register_outlets(
    below: type, calendar_view: page_views.PageView, feed_view: page_views.PageView
) -> None:
    """Registers a calendar and a feed below the pages of one type, which then link to them."""
    page_views.register(
        "calendar.ics",
        calendar_view,
        below=below,
        label=ADD_TO_CALENDAR,
        media_type="text/calendar",
    )
    page_views.register(
        atom.FILE_NAME, feed_view, below=below, label=FEED, media_type="application/atom+xml"
    )


def register() -> None:
    """Registers them below conferences."""
    register_outlets(ConferencePage, conference_calendar, conference_feed)
    page_views.register_fallback(withdrawn.find_route)
