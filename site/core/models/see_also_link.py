"""SeeAlsoLink: links that an editor adds to the generated "See also"."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin


class SeeAlsoLink(TranslatableMixin, Orderable):
    """A link to a page of the site or to an external URL."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="see_also_links")
    target = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "page"),
        help_text=_("Readers get the page in their own language, where it exists."),
    )
    address = models.URLField(_("address elsewhere"), blank=True, max_length=1000)
    text = models.CharField(
        pgettext_lazy("field", "text"),
        max_length=255,
        blank=True,
        help_text=_("What the link says. Leave empty for a page of the site: its title is shown."),
    )

    panels = [PageChooserPanel("target"), FieldPanel("address"), FieldPanel("text")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("see-also link")
        verbose_name_plural = _("see-also links")

    def __str__(self) -> str:
        return self.text or self.address or str(self.target or "")

    def clean(self) -> None:
        """Requires exactly one of page and URL, and a text for a URL."""
        super().clean()
        if bool(self.target_id) == bool(self.address):
            raise ValidationError(gettext("Choose a page or give an address: one of the two."))
        if self.address and not self.text:
            raise ValidationError({"text": gettext("Say what the address leads to.")})
