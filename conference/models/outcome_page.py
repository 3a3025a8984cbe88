"""OutcomePage: summary of the outcomes ("we asked, you said, we did")."""

from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from conference.blocks import AnswersBlock
from conference.models.part_pages import ConferencePartPage
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

    content_panels = [
        *Page.content_panels,
        *BasePage.summary_panels,
        FieldPanel("answers"),
        *BasePage.body_panels,
        *BasePage.see_also_panels,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("answers")]
    max_count_per_parent = 1
    icon = "clipboard-list"
    page_description = _("We asked, you said, we did: what resulted from a conference, row by row.")
    news_label = _("New outcome")

    class Meta:
        verbose_name = _("outcome page")
        verbose_name_plural = _("outcome pages")
