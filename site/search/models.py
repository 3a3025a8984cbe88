"""What search knows of a page."""

from django.db import models


class SearchEntry(models.Model):
    """The texts of one live page, as they are shown in results.

    What is matched is kept beside it, by `search.backends`: folded words in the database's own
    full-text index.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    language = models.CharField(max_length=20, db_index=True)
    title = models.TextField()
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return self.title
