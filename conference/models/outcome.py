"""Outcome: documents and meetings that a conference led to, in order.

The rows of the original page hold steps, order, kind, symbols, dates and files. The rows of a
translation hold texts only; `conference.outcomes.outcome_chain` merges both.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from conference.outcomes.blocks import OutcomeFilesBlock
from core.fields import StreamField
from core.pages.public_querysets import readable


def faults_of(outcome: "Outcome") -> dict[str, str]:
    """Returns field → error; empty if the outcome is valid."""
    rules = _faults_of_meeting if outcome.kind == outcome.Kind.MEETING else _faults_of_document
    return rules(outcome) | _faults_of_any(outcome)


def _faults_of_meeting(outcome: "Outcome") -> dict[str, str]:
    faults = {}
    if outcome.symbol:
        faults["symbol"] = gettext("A meeting has no symbol; its documents are outcomes too.")
    if outcome.files:
        faults["files"] = gettext("A meeting has no files; add its document as another outcome.")
    if outcome.last_day and not outcome.date:
        faults["date"] = gettext("Give the first day too.")
    elif outcome.last_day and outcome.date and outcome.last_day < outcome.date:
        faults["last_day"] = gettext("The meeting cannot end before it begins.")
    return faults


def _faults_of_document(outcome: "Outcome") -> dict[str, str]:
    faults = {}
    cited = (outcome.Kind.DECISION, outcome.Kind.NOTIFICATION)
    if outcome.kind in cited and not outcome.symbol:
        faults["symbol"] = gettext("Give the symbol by which it is cited.")
    if outcome.last_day:
        faults["last_day"] = gettext("Only a meeting has a last day.")
    if outcome.place:
        faults["place"] = gettext("Only a meeting has a place.")
    return faults


def _faults_of_any(outcome: "Outcome") -> dict[str, str]:
    if outcome.files and outcome.address:
        return {"address": gettext("Give files or an address elsewhere: one of the two.")}
    return {}


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """Queries for outcomes."""

    def for_pages(self, pages: Sequence[Page]) -> "OutcomeQuerySet":
        """Rows of these pages and of their originals, in order.

        Each has `key` and `original_id`, the translation key and the original's id of its page, and
        `is_public`: whether the row's own page is public.
        """
        translations = Page.objects.filter(translation_key=OuterRef("page__translation_key"))
        rows = self.annotate(
            key=F("page__translation_key"),
            original_id=Subquery(translations.order_by("pk").values("pk")[:1]),
            is_public=Exists(readable(Page.objects.filter(pk=OuterRef("page_id")))),
        )
        keys = [page.translation_key for page in pages]
        own = Q(page_id__in=[page.pk for page in pages])
        wanted = rows.filter(own | Q(page_id=F("original_id")), page__translation_key__in=keys)
        return wanted.select_related("locale")


class Outcome(TranslatableMixin, Orderable):
    """One document or meeting that a conference led to."""

    class Kind(models.TextChoices):
        REPORT = "report", pgettext_lazy("kind of outcome", "Report")
        BACKGROUND_PAPER = "background-paper", _("Background paper")
        MEETING = "meeting", pgettext_lazy("kind of outcome", "Meeting")
        DECISION = "decision", pgettext_lazy("kind of outcome", "Decision")
        NOTIFICATION = "notification", pgettext_lazy("kind of outcome", "Notification")

    page = ParentalKey(
        "conference.ConferencePage", on_delete=models.CASCADE, related_name="outcomes"
    )
    kind = models.CharField(pgettext_lazy("field", "kind"), max_length=20, choices=Kind.choices)
    title = models.TextField(pgettext_lazy("field", "title"), max_length=300)
    symbol = models.CharField(
        pgettext_lazy("symbol of a document", "symbol"),
        max_length=60,
        blank=True,
        help_text=_(
            "Of a document, for example UNEP/CBD/BS/CM-CB/5/2, BS-III/3 or 2009-004. A decision "
            "and a notification must have one."
        ),
    )
    date = models.DateField(
        pgettext_lazy("field", "date"),
        null=True,
        blank=True,
        help_text=_("When the document was issued, or the first day of the meeting."),
    )
    last_day = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Of a meeting of several days.")
    )
    place = models.TextField(
        pgettext_lazy("field", "place"),
        max_length=200,
        blank=True,
        help_text=_("Of a meeting: city and country."),
    )
    files = StreamField(
        OutcomeFilesBlock(),
        verbose_name=pgettext_lazy("field", "files"),
        blank=True,
        help_text=_(
            "Of a document: one file for each language. A reader is offered the one in their own "
            "language first."
        ),
    )
    address = models.URLField(
        _("address elsewhere"),
        max_length=1000,
        blank=True,
        help_text=_("Where the document or the meeting is found, if not in a file here."),
    )

    objects = OutcomeQuerySet.as_manager()

    # Not translatable: read from the original only.
    shared_fields: ClassVar[list[str]] = [
        "kind",
        "symbol",
        "date",
        "last_day",
        "files",
        "address",
    ]
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField(name, overridable=False) for name in shared_fields
    ]
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("symbol")]),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("last_day")]),
        FieldPanel("place"),
        FieldPanel("files"),
        FieldPanel("address"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = pgettext_lazy("kind of object", "outcome")
        verbose_name_plural = pgettext_lazy("kinds of objects", "outcomes")

    def __str__(self) -> str:
        return self.title

    @property
    def file_keys(self) -> list[tuple[str, int]]:
        """Language and document id of each file, without a query."""
        values = [child["value"] for child in self.files.raw_data]
        return [(value["language"], value["document"]) for value in values if value["document"]]

    def clean(self) -> None:
        """Validates the fields that the kind requires."""
        super().clean()
        faults = faults_of(self)
        if faults:
            raise ValidationError(faults)
