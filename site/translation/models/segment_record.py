"""What became of each segment of an original in one language, now and before."""

from typing import Any

from django.conf import settings
from django.db import models

from wagtail_localize.models import String, Translation, TranslationContext

from translation.models.segment_state import State


class SegmentRecordQuerySet(models.QuerySet["SegmentRecord"]):
    def current(self) -> "SegmentRecordQuerySet":
        """Those that the original has now, in reading order."""
        return self.filter(is_current=True).order_by("order")

    def of_string_translation(self, entry: Any) -> "SegmentRecordQuerySet":
        """The current ones that a `StringTranslation` translates."""
        return self.filter(
            is_current=True,
            context_id=entry.context_id,
            string_id=entry.translation_of_id,
            translation__target_locale_id=entry.locale_id,
        )

    def with_words(self) -> "SegmentRecordQuerySet":
        """Together with old and new source, for a screen that compares them."""
        return self.select_related("context", "string", "predecessor__string", "approved_by")


class SegmentRecord(models.Model):
    """One piece of source text at one place of an original, in one language.

    wagtail-localize finds a translation by the very words of its source, so that a changed comma
    loses it. Records outlive the change: what was approved once is kept, whatever becomes of the
    source. Instants are in UTC.
    """

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="records")
    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")
    """Where the text stands: `context.path`, for example "body.<block>.caption"."""
    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")
    """The source text: `string.data`, as HTML."""
    order = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    """Of the source text."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNTRANSLATED)
    is_current = models.BooleanField(default=True)
    """Whether the original has this text at this place now."""
    text = models.TextField(blank=True)
    """The last approved translation, which readers see; of a stale segment, its predecessor's."""
    predecessor = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    """Of a stale segment: the record whose source was changed into this one's."""
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
        """What the source said when the translation was approved; empty where it is the same."""
        return self.predecessor.string.data if self.predecessor else ""
