"""Models of authentic texts: provisions of treaties and decisions in all languages."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from core.text.text_joining import with_details
from terms.term_languages import choices, primary


class AuthenticTextManager(models.Manager["AuthenticText"]):
    """Prefetches the wordings: two queries for any number of texts."""

    def get_queryset(self) -> models.QuerySet["AuthenticText"]:
        """As Django's own, with the wordings prefetched."""
        return super().get_queryset().prefetch_related("wordings")


class AuthenticText(index.Indexed, ClusterableModel):
    """One provision with its wordings; pages quote it through a block and cannot edit it."""

    class Status(models.TextChoices):
        """Whether a wording is authentic, a courtesy translation or an example."""

        AUTHENTIC = "authentic", _("Authentic text")
        UNOFFICIAL = "unofficial", _("Courtesy translation, not authentic")
        EXAMPLE = "example", _("Example, not the text of a treaty or decision")

    key = models.CharField(
        pgettext_lazy("identifier", "key"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._()/-]*$")],
        help_text=_("How files refer to it, for example “CP/22(1)”."),
    )
    instrument = models.CharField(
        pgettext_lazy("field", "instrument"),
        max_length=200,
        help_text=_("Treaty or decision, for example “Cartagena Protocol on Biosafety”."),
    )
    provision = models.CharField(
        pgettext_lazy("field", "provision"),
        max_length=100,
        help_text=_("For example “Article 22(1)”."),
    )

    objects = AuthenticTextManager()

    panels = [
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("instrument"), FieldPanel("provision")]),
        InlinePanel(
            "wordings",
            heading=pgettext_lazy("heading", "Wordings"),
            label=pgettext_lazy("list item", "Wording"),
            min_num=1,
        ),
    ]
    search_fields = [
        index.SearchField("provision"),
        index.AutocompleteField("provision"),
        index.SearchField("instrument"),
        index.AutocompleteField("instrument"),
    ]

    class Meta:
        verbose_name = _("authentic text")
        verbose_name_plural = _("authentic texts")
        ordering = ["instrument", "pk"]

    def __str__(self) -> str:
        return with_details([self.provision, self.instrument])

    def wording_in(self, language: str) -> "AuthenticWording | None":
        """Returns the wording in a language, or None; "zh-hans" is taken as "zh"."""
        code = primary(language)
        return next((each for each in self.wordings.all() if each.language == code), None)


class AuthenticWording(Orderable):
    """The text of a provision in one language, with its source."""

    authentic_text = ParentalKey(AuthenticText, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(pgettext_lazy("field", "language"), max_length=12, choices=choices)
    text = models.TextField(
        pgettext_lazy("field", "text"), help_text=_("Letter by letter as in the source.")
    )
    status = models.CharField(
        pgettext_lazy("field", "status"),
        max_length=10,
        choices=AuthenticText.Status,
        default=AuthenticText.Status.AUTHENTIC,
    )
    source = models.CharField(
        pgettext_lazy("field", "source"),
        max_length=500,
        help_text=_("The publication it was taken from, with its date or symbol."),
    )

    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("status")]),
        FieldPanel("text"),
        FieldPanel("source"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("kind of object", "wording")
        verbose_name_plural = pgettext_lazy("kinds of objects", "wordings")
        constraints = [
            models.UniqueConstraint(
                fields=["authentic_text", "language"], name="one_wording_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.authentic_text_id} {self.language}"

    @property
    def is_authentic(self) -> bool:
        """Returns whether the wording has the status “authentic text”."""
        return self.status == AuthenticText.Status.AUTHENTIC
