"""The standing sections: the Protocol, capacity-building, the portal and the archive."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.query import PageQuerySet

from conference.models import ConferencePage
from core.models import BasePage, SharedFieldsMixin
from core.querysets import readable

CONFERENCES_PER_PAGE = 50
NEWS_ITEMS = 5


def latest_changes(section: Page) -> PageQuerySet:
    """The pages below `section` published last, each with the title of the page above it."""
    above = Page.objects.filter(
        path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    )
    return (
        readable(Page.objects.descendant_of(section).exclude(last_published_at=None))
        .annotate(title_above=Subquery(above.values("title")[:1]))
        .select_related("locale")
        .order_by("-last_published_at", "path")[:NEWS_ITEMS]
    )


class ProtocolPage(SharedFieldsMixin, BasePage):
    """The treaty that the section works for."""

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
    parent_page_types = ["home.HomePage"]
    subpage_types = ["capacity.CapacityBuildingPage"]
    max_count_per_parent = 1
    is_section = True
    icon = "clipboard-list"
    page_description = _("What the Protocol is, with its dates and articles.")

    class Meta:
        verbose_name = _("Protocol page")
        verbose_name_plural = _("Protocol pages")


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
        return ConferencePage.objects.listed_below(self).fresh_until()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        conferences = list(ConferencePage.objects.listed_below(self).order_by("opens_at"))
        context["open_conferences"] = [page for page in conferences if page.state.is_open]
        context["upcoming_conferences"] = [page for page in conferences if page.state.is_upcoming]
        context["closed_conferences"] = [page for page in conferences if page.state.is_closed]
        context["archive"] = readable(ArchivePage.objects.child_of(self)).first()
        context["news"] = latest_changes(self)
        return context


class ArchivePage(BasePage):
    """Closed conferences, the latest first, by year."""

    parent_page_types = ["capacity.PortalPage"]
    subpage_types = ["conference.ConferencePage", "conference.MainstreamingPage"]
    max_count_per_parent = 1
    is_section = True
    icon = "folder-open-inverse"
    page_description = _("Keeps closed conferences readable, by year.")

    class Meta:
        verbose_name = _("archive page")
        verbose_name_plural = _("archive pages")

    def fresh_until(self) -> datetime | None:
        return ConferencePage.objects.listed_below(self).fresh_until()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        conferences = ConferencePage.objects.listed_below(self).order_by("-opens_at", "path")
        paginator = Paginator(conferences, CONFERENCES_PER_PAGE)
        context["conferences"] = paginator.get_page(request.GET.get("page"))
        return context
