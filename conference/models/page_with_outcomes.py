"""PageWithOutcomes: the abstract base of pages that show the outcomes of a conference."""

from functools import cached_property
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.search import index

from conference.outcomes.outcome_chain import Step, chains
from conference.page_forms import OutcomesPanel
from core.models import BasePage


class PageWithOutcomes(BasePage):
    """Abstract. Panels, chain and search texts; the rows are `conference.Outcome`."""

    outcome_panels = [
        OutcomesPanel(
            "outcomes",
            heading=pgettext_lazy("heading", "Outcomes"),
            label=pgettext_lazy("list item", "Outcome"),
            help_text=_(
                "What resulted from the conference, in this order: for example the "
                "background paper it contributed to, the meeting that discussed it, the "
                "decision taken there. Readers see it as a sequence."
            ),
        )
    ]
    outcome_search_fields = [index.SearchField("outcome_texts")]

    class Meta:
        abstract = True

    @cached_property
    def outcome_steps(self) -> list[Step]:
        """The chain of outcomes; a printed section sets it for all pages at once."""
        return chains([self])[0]

    @classmethod
    def fetch_for_print(cls, pages: list[Any]) -> None:
        """As the base class; fetches the chains of all pages."""
        super().fetch_for_print(pages)
        for page, steps in zip(pages, chains(pages), strict=True):
            page.outcome_steps = steps

    @property
    def outcome_texts(self) -> list[str]:
        """Titles, symbols, places and dates, for the search index."""
        texts = ((each.symbol, each.title, each.place, each.dates) for each in chains([self])[0])
        return [text for row in texts for text in row if text]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As the base class; adds the link to the summary of outcomes."""
        context = super().get_context(request, *args, **kwargs)
        # By name, to avoid an import cycle.
        summary = apps.get_model("conference", "OutcomePage")
        context["outcome_summary"] = context["chrome"].child_of_type(summary)
        return context
