"""OutcomePage: summary of the outcomes ("we asked, you said, we did"), and the report."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from conference.models.part_pages import ConferencePartPage
from conference.outcomes.blocks import AnswersBlock, ReportBlock
from conference.outcomes.citations import Citations, citations_of, numbers_cited
from contributions.contribution_cache_tags import conference_tag
from core.fields import StreamField
from core.models import BasePage


class OutcomePage(ConferencePartPage):
    """What was asked, what participants answered, and what was done about it."""

    answers = StreamField(
        AnswersBlock(),
        verbose_name=_("questions, answers, results"),
        blank=True,
        help_text=_("One row for each question, in the order in which they were put."),
    )

    report = StreamField(
        ReportBlock(),
        verbose_name=pgettext_lazy("field", "report"),
        blank=True,
        help_text=_("Sections of the report on the conference, with the contributions they cite."),
    )

    content_panels = [
        *Page.content_panels,
        *BasePage.summary_panels,
        FieldPanel("answers"),
        FieldPanel("report"),
        *BasePage.body_panels,
        *BasePage.see_also_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("answers"),
        index.SearchField("report"),
    ]
    template_ids = r"contributions-cited"
    max_count_per_parent = 1
    icon = "clipboard-list"
    page_description = _("We asked, you said, we did: what resulted from a conference, row by row.")
    news_label = _("New outcome")

    class Meta:
        verbose_name = _("outcome page")
        verbose_name_plural = _("outcome pages")

    @cached_property
    def citations(self) -> Citations:
        """The contributions that the page cites; a printed section sets it for all pages."""
        return citations_of([self])[0]

    @classmethod
    def fetch_for_print(cls, pages: list[Any]) -> None:
        """As the base class; fetches the cited contributions of all pages."""
        super().fetch_for_print(pages)
        for page, citations in zip(pages, citations_of(pages), strict=True):
            page.citations = citations

    @property
    def cache_tags(self) -> set[str]:
        """The tag by which a change of a cited contribution drops the kept page."""
        if not numbers_cited(self):
            return set()
        return {conference_tag(self.conference.translation_key)}
