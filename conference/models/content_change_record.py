"""PublishedText: when the published content of a page last changed, for feeds."""

from django.db import models


class PublishedText(models.Model):
    """One record per published page, updated by `conference.content_changes`."""

    page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="published_text",
    )
    fingerprint = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.page_id}: {self.changed_at:%Y-%m-%d}"
