"""MainstreamingPage: a conference on biosafety in national planning instruments."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from conference.models.conference_page import ConferencePage
from conference.models.page_with_outcomes import PageWithOutcomes
from core.models import BasePage


class MainstreamingPage(ConferencePage):
    """A conference on integrating biosafety into national planning instruments."""

    content_panels = [
        *ConferencePage.title_panels,
        InlinePanel(
            "planning_instruments",
            heading=_("Planning instruments"),
            label=_("Planning instrument"),
            help_text=_("The national plans and programmes that this conference deals with."),
        ),
        *BasePage.body_panels,
        *PageWithOutcomes.outcome_panels,
        *BasePage.see_also_panels,
    ]
    search_fields = [
        *ConferencePage.search_fields,
        index.RelatedFields("planning_instruments", [index.SearchField("note")]),
    ]
    template = "conference/conference_page.html"
    printed_relations = [*ConferencePage.printed_relations, "planning_instruments"]
    icon = "openquote"
    page_description = _("A conference on integrating biosafety into national planning.")

    class Meta:
        verbose_name = _("mainstreaming conference page")
        verbose_name_plural = _("mainstreaming conference pages")

    @property
    def indexed_texts(self) -> list[str]:
        """As the base class; adds the kinds of planning instruments."""
        with override(self.locale.language_code):
            kinds = [str(each) for each in self.planning_instruments.all()]
        return [*super().indexed_texts, *kinds]


class PlanningInstrument(TranslatableMixin, Orderable):
    """A kind of national plan or programme into which biosafety is to be integrated."""

    class Kind(models.TextChoices):
        POVERTY_REDUCTION = "poverty-reduction", _("Poverty reduction strategy")
        MILLENNIUM_GOALS = "millennium-goals", _("Plan for the Millennium Development Goals")
        SUSTAINABLE_DEVELOPMENT = (
            "sustainable-development",
            _("Sustainable development strategy"),
        )
        NATIONAL_DEVELOPMENT = "national-development", _("National development plan")
        ASSISTANCE = "assistance", _("Development assistance programme")

    page = ParentalKey(
        MainstreamingPage, on_delete=models.CASCADE, related_name="planning_instruments"
    )
    kind = models.CharField(pgettext_lazy("field", "kind"), max_length=40, choices=Kind.choices)
    note = models.TextField(
        pgettext_lazy("field", "note"),
        blank=True,
        help_text=_("What the conference looks at in it, in one sentence."),
    )

    panels = [FieldPanel("kind"), FieldPanel("note")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("planning instrument")
        verbose_name_plural = _("planning instruments")

    def __str__(self) -> str:
        return str(self.get_kind_display())
