"""The standing sections: ProtocolPage, CapacityBuildingPage, ArchivePage and PortalPage."""

from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from capacity.archive.filter_form import ArchiveForm
from capacity.archive.listing import ArchiveListing
from capacity.news import latest_news
from conference import schedule
from conference.current_conferences import not_over, open_and_upcoming
from conference.models import ConferencePage
from core.dates.formatting import indexed_days
from core.models import BasePage, SharedFieldsMixin
from core.pages.public_querysets import children_interval, readable


class ProtocolPage(SharedFieldsMixin, BasePage):
    """The treaty that the section is about."""

    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_at = models.CharField(
        _("adopted at"), max_length=120, blank=True, help_text=_("The place, for example Montreal.")
    )
    in_force_since = models.DateField(_("in force since"), null=True, blank=True)

    shared_fields = ["adopted_on", "in_force_since"]
    content_panels = [
        *Page.content_panels,
        *BasePage.summary_panels,
        MultiFieldPanel(
            [FieldPanel("adopted_on"), FieldPanel("adopted_at"), FieldPanel("in_force_since")],
            heading=_("Dates of the treaty"),
            help_text=_("The two dates are the same in every language."),
        ),
        *BasePage.body_panels,
        *BasePage.see_also_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("adopted_at"),
        index.SearchField("indexed_dates"),
    ]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["capacity.CapacityBuildingPage", "capacity.GlossaryPage"]
    max_count_per_parent = 1
    is_section = True
    icon = "clipboard-list"
    page_description = _("What the Protocol is, with its dates and articles.")

    class Meta:
        verbose_name = _("Protocol page")
        verbose_name_plural = _("Protocol pages")

    @property
    def indexed_dates(self) -> list[str]:
        """The treaty's dates in the page's language, for the search index."""
        return indexed_days(self.locale.language_code, self.adopted_on, self.in_force_since)


class CapacityBuildingPage(BasePage):
    """Capacity-building under the Protocol."""

    parent_page_types = ["capacity.ProtocolPage"]
    subpage_types = ["capacity.PortalPage"]
    max_count_per_parent = 1
    is_section = True
    icon = "group"
    page_description = _("What capacity-building means and how it is coordinated.")

    class Meta:
        verbose_name = _("capacity-building page")
        verbose_name_plural = _("capacity-building pages")


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
