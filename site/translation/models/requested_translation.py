"""Model that counts readers' requests for translations."""

import uuid

from django.db import models
from django.db.models import F
from django.utils import timezone

from wagtail.models import Locale


class RequestedTranslationQuerySet(models.QuerySet["RequestedTranslation"]):
    """QuerySet of request counts."""

    def count_one(self, translation_key: uuid.UUID, locale: Locale) -> None:
        """Increments the number of requests for a page in a locale."""
        row, _created = self.get_or_create(translation_key=translation_key, locale=locale)
        self.filter(pk=row.pk).update(times=F("times") + 1, last_at=timezone.now())


class RequestedTranslation(models.Model):
    """Number of reader requests for a page in a language. No personal data is stored."""

    translation_key = models.UUIDField()
    """The translation key of the page and its translations."""
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    times = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)

    objects = RequestedTranslationQuerySet.as_manager()

    class Meta:
        # The name from before the model was renamed; the release before this one reads it, too.
        db_table = "translation_askedtranslation"
        constraints = [
            models.UniqueConstraint(
                fields=["translation_key", "locale"], name="one_count_a_page_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.translation_key} in {self.locale_id}: {self.times}"
