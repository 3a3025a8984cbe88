"""ArchivePage: the list of closed conferences."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from capacity.archive.filter_form import ArchiveForm
from capacity.archive.listing import ArchiveListing
from conference import schedule
from conference.models import ConferencePage
from core.models import BasePage


class ArchivePage(BasePage):
    """Lists closed conferences by year, with filters and search."""

    parent_page_types = ["capacity.PortalPage"]
    subpage_types = ["conference.ConferencePage", "conference.MainstreamingPage"]
    max_count_per_parent = 1
    template_ids = r"year-\d+|by-title|filter-.*"
    is_section = True
    icon = "folder-open-inverse"
    page_description = _("Keeps closed conferences readable, by year.")

    class Meta:
        verbose_name = _("archive page")
        verbose_name_plural = _("archive pages")

    def fresh_until(self) -> datetime | None:
        """As the base class; the next change of state of a listed conference."""
        return schedule.next_change_below(self, lambda: ConferencePage.objects.listed_below(self))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As the base class; adds the list and its filter form."""
        context = super().get_context(request, *args, **kwargs)
        listing = ArchiveListing(self, request)
        context["listing"] = listing
        context["form"] = ArchiveForm(listing, self.get_url(request) or "")
        return context
