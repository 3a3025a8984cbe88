"""Views `…/<conference>/calendar.ics` and `…/feed.xml`, and those of withdrawn conferences."""

from django.utils.translation import gettext_lazy as _

from conference.feeds import atom, ical
from conference.feeds.withdrawn import withdrawn_route
from conference.models import ConferencePage
from core.routing import page_view_registry
from core.routing.other_format_responses import outlet

conference_calendar = outlet(ical.calendar_of_conference)
conference_feed = outlet(atom.feed_of_conference)

ADD_TO_CALENDAR = _("Add to calendar")
FEED_LABEL = _("News feed")


def register_outlets(
    below: type, calendar_view: page_view_registry.PageView, feed_view: page_view_registry.PageView
) -> None:
    """Registers a calendar and a feed below the pages of one type, which then link to them."""
    page_view_registry.register(
        ical.FILE_NAME,
        calendar_view,
        below=below,
        label=ADD_TO_CALENDAR,
        media_type="text/calendar",
    )
    page_view_registry.register(
        atom.FILE_NAME, feed_view, below=below, label=FEED_LABEL, media_type="application/atom+xml"
    )


def register() -> None:
    """Registers them below conferences."""
    register_outlets(ConferencePage, conference_calendar, conference_feed)
    page_view_registry.register_fallback(withdrawn_route)
