"""Term model: a name of a concept in one language."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from terms.term_languages import choices


class Status(models.TextChoices):
    """Status of a term, from best to worst."""

    OFFICIAL = "official", pgettext_lazy("status of a term", "official")
    PREFERRED = "preferred", pgettext_lazy("status of a term", "preferred")
    ADMITTED = "admitted", pgettext_lazy("status of a term", "admitted")
    FORBIDDEN = "forbidden", pgettext_lazy("status of a term", "forbidden")


RANKS = {status: rank for rank, status in enumerate(Status)}


class TermQuerySet(models.QuerySet["Term"]):
    """Querysets of terms."""

    def best_first(self) -> "TermQuerySet":
        """Orders by status, best first, then by the editors' order."""
        ranks = [When(status=status, then=Value(rank)) for status, rank in RANKS.items()]
        rank = Case(*ranks, default=Value(len(RANKS)), output_field=IntegerField())
        return self.order_by("concept_id", rank, "sort_order", "pk")


class Term(Orderable):
    """A name of a concept in one language. The first with the best status is the main term."""

    concept = ParentalKey("terms.Concept", on_delete=models.CASCADE, related_name="terms")
    language = models.CharField(pgettext_lazy("field", "language"), max_length=12, choices=choices)
    text = models.CharField(pgettext_lazy("field", "term"), max_length=255)
    abbreviation = models.CharField(
        pgettext_lazy("field", "abbreviation"), max_length=60, blank=True
    )
    status = models.CharField(
        pgettext_lazy("field", "status"), max_length=10, choices=Status, default=Status.PREFERRED
    )
    is_unconfirmed = models.BooleanField(
        _("not confirmed"),
        default=False,
        help_text=_("No source of the body itself is known for it, so it is not official."),
    )
    definition = models.TextField(
        pgettext_lazy("field", "definition"),
        blank=True,
        max_length=1000,
        help_text=_("In the term’s own language."),
    )
    note = models.TextField(
        pgettext_lazy("field", "note"),
        blank=True,
        max_length=1000,
        help_text=_("For translators; not published."),
    )
    source = models.CharField(
        pgettext_lazy("field", "source"),
        blank=True,
        max_length=500,
        help_text=_("Where it was seen, in the term’s own language; published in the glossary."),
    )

    objects = TermQuerySet.as_manager()

    panels: ClassVar[list[object]] = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("status")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("abbreviation"), FieldPanel("is_unconfirmed")]),
        FieldPanel("definition"),
        FieldPanel("note"),
        FieldPanel("source"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("kind of object", "term")
        verbose_name_plural = pgettext_lazy("kinds of objects", "terms")
        constraints = [
            models.UniqueConstraint(fields=["concept", "language", "text"], name="one_term_a_text"),
            models.CheckConstraint(
                condition=~Q(status="official", is_unconfirmed=True),
                name="official_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Raises ValidationError for an official term that is not confirmed."""
        super().clean()
        if self.status == Status.OFFICIAL and self.is_unconfirmed:
            message = gettext("A term that is not confirmed cannot be official.")
            raise ValidationError({"status": message})

    def sort_key(self) -> tuple[int, int, int]:
        """Returns the sort key of a term among those of its language, best first."""
        return RANKS[Status(self.status)], self.sort_order or 0, self.pk or 0


class SeededTerm(models.Model):
    """One row of the data file. Its term may have been changed or deleted since."""

    key = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    text = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "language", "text"], name="seeded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.language} {self.text}"
