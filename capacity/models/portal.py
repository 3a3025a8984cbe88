"""PortalPage: the entry page to conferences."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacity.models.archive import ArchivePage
from capacity.news import latest_news
from conference import schedule
from conference.current_conferences import not_over, open_and_upcoming
from conference.models import ConferencePage
from core.models import BasePage
from core.pages.public_querysets import children_interval, readable

# The number of closed conferences listed; older ones are in the archive.
RECENTLY_CLOSED = 20


class PortalPage(BasePage):
    """Lists open and upcoming conferences, and news."""

    parent_page_types = ["capacity.CapacityBuildingPage"]
    subpage_types = [
        "conference.ConferencePage",
        "conference.MainstreamingPage",
        "capacity.ArchivePage",
    ]
    max_count_per_parent = 1
    is_section = True
    icon = "comment"
    page_description = _("Lists open and upcoming conferences and what is new.")
    shows_instants = True

    class Meta:
        verbose_name = _("portal page")
        verbose_name_plural = _("portal pages")

    def fresh_until(self) -> datetime | None:
        """As the base class; the next change of state of a listed conference."""
        return schedule.next_change_below(self, lambda: not_over(self))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As the base class; adds conferences and news."""
        context = super().get_context(request, *args, **kwargs)
        context.update(self._conferences())
        below = ArchivePage.objects.filter(path__range=children_interval(self))
        context["archive"] = readable(below).first()
        context["news"] = latest_news(self)
        return context

    def _conferences(self) -> dict[str, Any]:
        """Returns open, upcoming and recently closed conferences as of now.

        Open ones at any depth: one that was extended after it was archived is open again.
        """
        below = ConferencePage.objects.readable_below(self).for_listing(in_archive=False)
        here = below.filter(depth=self.depth + 1)
        closed = list(here.closed_at(timezone.now())[:RECENTLY_CLOSED])
        return {**open_and_upcoming(self), "closed_conferences": closed}
