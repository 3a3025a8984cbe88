"""The addresses `…/<conference>/calendar.ics` and `…/<conference>/feed.xml`."""

from django.utils.translation import gettext_lazy as _

from conference.models import ConferencePage
from conference.outlets import atom, calendar, feed
from core import routes
from core.outlets import outlet

conference_calendar = outlet(calendar.calendar_of_conference)
conference_feed = outlet(feed.feed_of_conference)

ADD_TO_CALENDAR = _("Add to calendar")
FEED = _("News feed")


def register_outlets(
    below: type, calendar_view: routes.PageView, feed_view: routes.PageView
) -> None:
    """Hangs a calendar and a feed below the pages of one type, which then link to them."""
    routes.register(
        "calendar.ics",
        calendar_view,
        below=below,
        label=ADD_TO_CALENDAR,
        media_type="text/calendar",
    )
    routes.register(
        atom.FILE_NAME, feed_view, below=below, label=FEED, media_type="application/atom+xml"
    )


def register() -> None:
    register_outlets(ConferencePage, conference_calendar, conference_feed)
