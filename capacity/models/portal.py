"""The way in to conferences."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacity.models.archive import ArchivePage
from capacity.news import latest_news
from conference.language_choice import ahead_of_readers_of, open_and_upcoming
from conference.models import ConferencePage
from core.models import BasePage
from core.pages.public_querysets import children_interval, readable

# A portal is an overview: what goes beyond is found by search, and belongs into the archive.
RECENTLY_CLOSED = 20


class PortalPage(BasePage):
    """The way in to conferences: those that are open, those to come, and what is new."""

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
        return ahead_of_readers_of(self).fresh_until()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(self._conferences())
        below = ArchivePage.objects.filter(path__range=children_interval(self))
        context["archive"] = readable(below).first()
        context["news"] = latest_news(self)
        return context

    def _conferences(self) -> dict[str, Any]:
        """Open, upcoming and lately closed ones, at the moment of reading.

        Open ones wherever they stand: one that was extended in the archive is open again.
        """
        below = ConferencePage.objects.readable_below(self).for_listing(in_archive=False)
        here = below.filter(depth=self.depth + 1)
        closed = list(here.closed_at(timezone.now())[:RECENTLY_CLOSED])
        return {**open_and_upcoming(self), "closed_conferences": closed}
