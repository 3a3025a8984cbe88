"""Model with the translation progress of each page or snippet in each language."""

from django.db import models

from wagtail.models import Locale
from wagtail_localize.models import Translation

from translation.models.segment_state import TO_TRANSLATE, State


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
