"""ClosingMixin: a second body below generated content."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from core.blocks import BodyBlock
from core.fields import StreamField


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
