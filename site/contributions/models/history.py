"""Models of former texts and removed passages; for moderators only."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from contributions.models.contribution import Contribution


class Edit(models.Model):
    """A former title and text, and who replaced them when and why."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="edits")
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    """Empty where the author did."""
    reason = models.CharField(pgettext_lazy("field", "reason"), max_length=500, blank=True)
    title_before = models.CharField(max_length=200)
    text_before = models.TextField()

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "edit")
        verbose_name_plural = pgettext_lazy("kinds of objects", "edits")
        ordering = ["edited_at", "pk"]

    def __str__(self) -> str:
        return f"#{self.contribution_id}, {self.edited_at:%Y-%m-%d %H:%M} UTC"


class Redaction(models.Model):
    """A passage that moderators took out; the text has a mark in its place."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="redactions"
    )
    passage = models.TextField(pgettext_lazy("field", "passage"))
    reason = models.CharField(pgettext_lazy("field", "reason"), max_length=500)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "redaction")
        verbose_name_plural = pgettext_lazy("kinds of objects", "redactions")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.reason
