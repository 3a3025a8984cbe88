"""ConferencePartPage and its simple subclasses: introduction, objectives and plain pages."""

from datetime import datetime
from functools import cached_property, partial
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index

from conference.models.conference_page import ConferencePage
from core.blocks.body import BodyBlock
from core.blocks.text import PARAGRAPH_FEATURES
from core.dates.formatting import in_sentence
from core.fields import RichTextField, StreamField
from core.models import BasePage
from core.navigation.page_chrome import PageChrome
from core.routing.page_lookup import specific_ancestor


def see_also_line(chrome: PageChrome, models: list[type[Page]]) -> SafeString:
    """Returns the line as safe HTML; empty without siblings of these types (three at most)."""
    links = [
        format_html('<a href="{}">{}</a>', link.url, link.text)
        for link in chrome.siblings_of_types(models)
    ]
    patterns = {
        1: gettext("See also the %(first)s page."),
        2: gettext("See also the %(first)s and %(last)s pages."),
        3: gettext("See also the %(first)s, %(second)s and %(last)s pages."),
    }
    if len(links) not in patterns:
        return SafeString()
    return in_sentence(patterns[len(links)], first=links[0], second=links[-2:][0], last=links[-1])


class ClosingMixin(models.Model):
    """Adds the field `closing` to a page whose body stands above a generated list."""

    closing = StreamField(
        BodyBlock(),
        verbose_name=_("closing words"),
        blank=True,
        help_text=_("Shown below the sessions or the guiding questions."),
    )

    closing_panels = [FieldPanel("closing")]
    closing_search_fields = [index.SearchField("closing")]

    class Meta:
        abstract = True


PARENTS = ["conference.ConferencePage", "conference.MainstreamingPage"]


class ConferencePartPage(BasePage):
    """Abstract. A page of a conference, which has the title, the dates and the state."""

    parent_page_types = PARENTS
    subpage_types: list[str] = []
    shows_instants = True

    class Meta:
        abstract = True

    @cached_property
    def conference(self) -> ConferencePage:
        """The conference that the page is a child of."""
        return self._conference_at(-2)

    def _conference_at(self, place: int) -> ConferencePage:
        conference: ConferencePage = specific_ancestor(self.lineage[place])
        conference.locale = self.locale
        conference.lineage = [*self.lineage[:place], conference]
        return conference

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As the base class; adds the "See also" line."""
        context = super().get_context(request, *args, **kwargs)
        # A callable, since the print template does not need it.
        context["see_also_line"] = partial(see_also_line, context["chrome"], standing_parts())
        return context

    @property
    def part_of(self) -> str:
        """The conference's full title."""
        return self.conference.full_title

    def fresh_until(self) -> datetime | None:
        """As the base class; the conference's next change."""
        return self.conference.fresh_until()

    @property
    def cover_lines(self) -> list[str]:
        """The conference's title and lines."""
        return [self.conference.full_title, *self.conference.cover_lines]


def standing_parts() -> list[type[Page]]:
    """Returns the page types that a conference has once, and to which other parts link."""
    # By name, to avoid an import cycle: the agenda's module imports this one.
    names = ("IntroductionPage", "ObjectivesPage", "AgendaPage")
    return [apps.get_model("conference", name) for name in names]


class IntroductionPage(ConferencePartPage):
    """Why the conference was convened, and what preceded it."""

    mandate = RichTextField(
        pgettext_lazy("field", "mandate"),
        features=PARAGRAPH_FEATURES,
        blank=True,
        help_text=_("The decision or recommendation that asked for the conference."),
    )
    background = RichTextField(
        pgettext_lazy("field", "background"),
        features=PARAGRAPH_FEATURES,
        blank=True,
        help_text=_("Meetings, documents and developments that led to it."),
    )

    content_panels = [
        *Page.content_panels,
        *BasePage.summary_panels,
        FieldPanel("mandate"),
        FieldPanel("background"),
        *BasePage.body_panels,
        *BasePage.see_also_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("mandate"),
        index.SearchField("background"),
    ]
    template_ids = r"mandate|background"
    max_count_per_parent = 1
    icon = "info-circle"
    page_description = _("Mandate and background of a conference.")

    class Meta:
        verbose_name = _("introduction page")
        verbose_name_plural = _("introduction pages")


class ObjectivesPage(ConferencePartPage):
    """The conference's objectives, and what its outcomes are for."""

    aim = RichTextField(
        pgettext_lazy("field", "aim"),
        features=PARAGRAPH_FEATURES,
        blank=True,
        help_text=_("The overall aim, in one or two sentences."),
    )
    outcomes = RichTextField(
        pgettext_lazy("field", "outcomes"),
        features=PARAGRAPH_FEATURES,
        blank=True,
        help_text=_("Where the results of the conference go, and what is expected of them."),
    )

    content_panels = [
        *Page.content_panels,
        *BasePage.summary_panels,
        FieldPanel("aim"),
        InlinePanel(
            "objectives",
            heading=pgettext_lazy("heading", "Objectives"),
            label=pgettext_lazy("list item", "Objective"),
            help_text=_("They are numbered in this order and cited by their number."),
        ),
        FieldPanel("outcomes"),
        *BasePage.body_panels,
        *BasePage.see_also_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("aim"),
        index.SearchField("outcomes"),
        index.RelatedFields("objectives", [index.SearchField("text")]),
    ]
    template_ids = r"aim|objectives|outcomes|objective-\d+"
    printed_relations = ["objectives"]
    max_count_per_parent = 1
    icon = "check"
    page_description = _("Aim, numbered objectives and outcomes of a conference.")

    class Meta:
        verbose_name = _("objectives page")
        verbose_name_plural = _("objectives pages")


class Objective(TranslatableMixin, Orderable):
    """One numbered objective; its number is its position in the list."""

    page = ParentalKey(ObjectivesPage, on_delete=models.CASCADE, related_name="objectives")
    text = models.TextField(pgettext_lazy("field", "text"))

    panels = [FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = pgettext_lazy("kind of object", "objective")
        verbose_name_plural = pgettext_lazy("kinds of objects", "objectives")

    def __str__(self) -> str:
        return self.text


class PlainPage(ConferencePartPage):
    """A page with a body only, such as practical notes; it may have plain pages as children."""

    parent_page_types = [*PARENTS, "conference.PlainPage"]
    subpage_types = ["conference.PlainPage"]
    icon = "doc-empty"
    page_description = _("Any other page of a conference, such as practical notes.")

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    @cached_property
    def conference(self) -> ConferencePage:
        """The conference above, across any number of plain pages."""
        place = next(
            position
            for position, page in reversed(list(enumerate(self.lineage)))
            if issubclass(page.specific_class or type(page), ConferencePage)
        )
        return self._conference_at(place)
