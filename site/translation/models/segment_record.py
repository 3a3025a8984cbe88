"""Model with the translation state and history of each segment in one language."""

from typing import Any

from django.conf import settings
from django.db import models

from wagtail_localize.models import String, Translation, TranslationContext

from translation.models.segment_state import State


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
