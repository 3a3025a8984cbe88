"""HomePage, the root of each language's tree."""

from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from conference import schedule
from conference.current_conferences import not_over, open_and_upcoming, recently_concluded
from core.models import BasePage

# The number of recently closed conferences shown with their outcomes.
CONCLUDED = 3


class HomePage(BasePage):
    """The language's home page; its title is the first item of every breadcrumb."""

    headline = models.CharField(
        pgettext_lazy("field", "headline"),
        max_length=255,
        help_text=_(
            "The large title on the home page; the page’s title is its label in the trail."
        ),
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("headline"), *BasePage.summary_panels], heading=_("Opening words")
        ),
        *BasePage.body_panels,
        *BasePage.see_also_panels,
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["capacity.ProtocolPage", "home.InformationPage"]
    show_in_menus_default = False
    shows_instants = True
    icon = "home"
    page_description = _("The first page of the site. There is one in each language.")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def fresh_until(self) -> datetime | None:
        """As the base class; the next change of state of a listed conference."""
        return schedule.next_change_below(self, lambda: not_over(self))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As the base class; adds open, upcoming and recently closed conferences."""
        context = super().get_context(request, *args, **kwargs)
        concluded = recently_concluded(self, CONCLUDED)
        return {**context, **open_and_upcoming(self), "concluded_conferences": concluded}

    @property
    def heading(self) -> str:
        """The headline; the title is the label in breadcrumbs."""
        return self.headline
