"""Model with the translation progress of each page or snippet in each language."""

from django.db import models

from wagtail.models import Locale
from wagtail_localize.models import Translation

from translation.models.segment_state import TO_TRANSLATE, State


class Parity(models.Model):
    """Progress of one original in one language, once it was submitted for translation.

    Pages that were never submitted have no row. Only `translation.sync.progress_summary` writes it.
    Instants are in UTC.
    """

    translation = models.OneToOneField(
        Translation, on_delete=models.CASCADE, primary_key=True, related_name="parity"
    )
    translation_key = models.UUIDField()
    """That the original and its translations share."""
    source_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    """The language that is translated into."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNTRANSLATED)
    untranslated = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    draft = models.PositiveIntegerField(default=0)
    review = models.PositiveIntegerField(default=0)
    approved = models.PositiveIntegerField(default=0)
    """How many segments are in each state."""
    words = models.PositiveIntegerField(default=0)
    """Of the source text, all of it."""
    words_left = models.PositiveIntegerField(default=0)
    """Of the source text that is untranslated or stale."""
    stale_since = models.DateTimeField(null=True)
    """Since when the segment has been stale that has been so for longest."""
    behind_since = models.DateTimeField(null=True)
    """Since when the public page in this language has lacked what its original says."""
    shape = models.CharField(max_length=64, blank=True)
    """A hash of the original's content, as it was last handed to translators."""
    published_shape = models.CharField(max_length=64, blank=True)
    """The same, as it was when the translation was last published in full."""
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
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
    def is_to_translate(self) -> bool:
        """Whether the state requires a translator's work."""
        return self.state in TO_TRANSLATE
