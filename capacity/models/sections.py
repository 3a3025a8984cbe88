"""The sections above the portal: ProtocolPage and CapacityBuildingPage."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from core.dates.indexed_dates import indexed_days
from core.models import BasePage, SharedFieldsMixin


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
