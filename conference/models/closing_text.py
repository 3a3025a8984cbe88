"""Text that stands below what a page generates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from core.blocks import BodyBlock
from core.fields import StreamField


class ClosingMixin(models.Model):
    """Mix into a page whose body stands above a generated list, for what comes after the list."""

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
