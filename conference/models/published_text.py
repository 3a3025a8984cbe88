"""When what a page says last changed, which is not always when it was last published."""

from django.db import models


class PublishedText(models.Model):
    """Kept by `conference.recent_changes` for each page that is published."""

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
