"""Models of segments in one language: state, history and progress of their pages."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.models import Locale
from wagtail_localize.models import String, Translation, TranslationContext


class State(models.TextChoices):
    """State of a segment; the state of a page is that of its least advanced segment."""

    UNTRANSLATED = "untranslated", pgettext_lazy("state of a translation", "Untranslated")
    STALE = "stale", pgettext_lazy("state of a translation", "Outdated")
    DRAFT = "draft", pgettext_lazy("state of a translation", "Draft")
    REVIEW = "review", _("Needs review")
    APPROVED = "approved", pgettext_lazy("state of a translation", "Approved")


# States that require a translator's work; review is a reviewer's.
TO_TRANSLATE = (State.UNTRANSLATED, State.STALE)


class SegmentRecordQuerySet(models.QuerySet["SegmentRecord"]):
    """QuerySet of segment records."""

    def current(self) -> "SegmentRecordQuerySet":
        """Returns the segments of the current original, in reading order."""
        return self.filter(is_current=True).order_by("order")

    def of_string_translation(self, entry: Any) -> "SegmentRecordQuerySet":
        """Returns the current records that a `StringTranslation` translates."""
        return self.filter(
            is_current=True,
            context_id=entry.context_id,
            string_id=entry.translation_of_id,
            translation__target_locale_id=entry.locale_id,
        )

    def with_words(self) -> "SegmentRecordQuerySet":
        """Loads old and new source texts, for comparing them."""
        return self.select_related("context", "string", "predecessor__string", "approved_by")


class SegmentRecord(models.Model):
    """The state of one source text at one place of an original, in one language.

    wagtail-localize looks up translations by the exact source text, so a changed comma loses the
    translation. Records are kept when the source changes, with what was approved. Instants are in
    UTC.
    """

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="records")
    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")
    """The segment's path: `context.path`, for example "body.<block>.caption"."""
    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")
    """The source text: `string.data`, as HTML."""
    order = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    """Words of the source text."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNTRANSLATED)
    is_current = models.BooleanField(default=True)
    """Whether the original currently has this text at this path."""
    text = models.TextField(blank=True)
    """The last approved translation, which is public; for a stale segment, its predecessor's."""
    predecessor = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    """For a stale segment: the record whose source text was replaced by this one's."""
    stale_since = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = SegmentRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "context", "string"], name="one_record_a_segment"
            )
        ]
        indexes = [
            models.Index(fields=["translation", "is_current"], name="record_translation_current"),
            models.Index(fields=["context", "string"], name="record_context_string"),
        ]

    def __str__(self) -> str:
        return f"{self.string_id} at {self.context_id} in {self.translation_id}: {self.state}"

    @property
    def old_source(self) -> str:
        """The source text of the approved translation; empty if it is unchanged."""
        return self.predecessor.string.data if self.predecessor else ""


class EventKind(models.TextChoices):
    """Kind of an event in a segment's history."""

    SAVED = "saved", _("saved a translation")
    MACHINE = "machine", _("saved a machine suggestion unchanged")
    CONFIRMED = "confirmed", _("said that the earlier translation is still valid")
    ACCEPTED = "accepted", _("accepted the translation")
    RETURNED = "returned", _("returned the translation")
    COMMENT = "comment", pgettext_lazy("a person in the history", "commented")
    QUESTION = "question", _("asked the editors of the original")


# Review decisions; a decision is valid for the text that was reviewed.
DECISIONS = (EventKind.ACCEPTED, EventKind.RETURNED)
# Events that make an earlier decision invalid.
STEPS = (EventKind.SAVED, EventKind.MACHINE, EventKind.CONFIRMED, *DECISIONS)


class SegmentEventQuerySet(models.QuerySet["SegmentEvent"]):
    """QuerySet of events."""

    def in_order(self) -> "SegmentEventQuerySet":
        """Orders by date, the newest first, with users loaded."""
        return self.select_related("user__wagtail_userprofile").order_by("-pk")


class SegmentEvent(models.Model):
    """One event in a segment's history. Instants are in UTC."""

    record = models.ForeignKey(SegmentRecord, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    text = models.TextField(blank=True)
    """The translation that was saved or reviewed, as HTML; empty for comments."""
    comment = models.TextField(blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = SegmentEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["record", "kind"], name="event_record_kind")]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.kind}"


def last_step(column: str, **path: Any) -> Subquery:
    """Returns a subquery for a column of a record's latest event; `by` is its user's name."""
    steps = SegmentEvent.objects.filter(record=OuterRef(path.get("record", "pk")), kind__in=STEPS)
    return Subquery(steps.annotate(by=_NAME).order_by("-pk").values(column)[:1])


# As Wagtail displays users.
_FULL_NAME = Trim(Concat("user__first_name", Value(" "), "user__last_name"))
_NAME = Coalesce(
    NullIf(_FULL_NAME, Value("")), "user__username", Value(""), output_field=models.CharField()
)


class TranslationProgress(models.Model):
    """Progress of one original in one language, once it was submitted for translation.

    Pages that were never submitted have no row. Only `translation.sync.progress_summary` writes it.
    Instants are in UTC.
    """

    translation = models.OneToOneField(
        Translation, on_delete=models.CASCADE, primary_key=True, related_name="progress"
    )
    translation_key = models.UUIDField()
    """The translation key of the original and its translations."""
    source_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    """The target language."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNTRANSLATED)
    untranslated = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    draft = models.PositiveIntegerField(default=0)
    review = models.PositiveIntegerField(default=0)
    approved = models.PositiveIntegerField(default=0)
    """The number of segments in each state."""
    words = models.PositiveIntegerField(default=0)
    """Words of the source text in total."""
    words_left = models.PositiveIntegerField(default=0)
    """Words of the source text that are untranslated or stale."""
    stale_since = models.DateTimeField(null=True)
    """When the segment that has been stale the longest became stale (UTC)."""
    behind_since = models.DateTimeField(null=True)
    """Since when the public translation has been missing content of its original (UTC)."""
    shape = models.CharField(max_length=64, blank=True)
    """Hash of the original's content when the translation source was last updated."""
    published_shape = models.CharField(max_length=64, blank=True)
    """The same hash when the translation was last published completely."""
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        # The name from before the model was renamed; the release before this one reads it, too.
        db_table = "translation_parity"
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale", "source_locale"], name="one_parity_a_language"
            )
        ]
        indexes = [models.Index(fields=["locale", "state"], name="parity_locale_state")]

    def __str__(self) -> str:
        return f"{self.translation_key} in {self.locale_id}: {self.state}"

    @property
    def segments(self) -> int:
        """The total number of segments."""
        return self.untranslated + self.stale + self.draft + self.review + self.approved

    @property
    def segments_done(self) -> int:
        """The number of segments that are translated and up to date, approved or not."""
        return self.draft + self.review + self.approved

    @property
    def is_to_translate(self) -> bool:
        """Whether the state requires a translator's work."""
        return self.state in TO_TRANSLATE
