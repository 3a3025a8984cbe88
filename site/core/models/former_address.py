"""FormerAddress: every URL that a published page once had, for permanent redirects."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models.functions import Length
from django.utils import timezone

from core.text.address_folding import folded

# The longest `url_path` that is stored; PostgreSQL's indexes accept little more.
LONGEST = 2000
BATCH = 500


class FormerAddressQuerySet(models.QuerySet[Any]):
    """Queries for former addresses."""

    def record(self, addresses: Iterable[tuple[int, str]]) -> None:
        """Stores pairs of page id and `url_path`, with one query for each batch.

        If two pages had the same address, the later one keeps it.
        """
        now = timezone.now()
        pages = {folded(url_path): page_id for page_id, url_path in addresses}
        rows: list[Any] = [
            FormerAddress(url_path=url_path, page_id=page_id, recorded_at=now)
            for url_path, page_id in pages.items()
            if len(url_path) <= LONGEST
        ]
        self.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["url_path"],
            update_fields=["page", "recorded_at"],
        )

    def longest_first(self, url_paths: Iterable[str]) -> Self:
        """Returns the stored addresses among `url_paths`, with their pages."""
        known = self.filter(url_path__in=list(url_paths)).select_related("page")
        return known.order_by(Length("url_path").desc())


class FormerAddress(models.Model):
    """One former address, as Wagtail's `url_path`.

    It consists of the slugs from the language's home page down.
    """

    url_path = models.CharField(max_length=LONGEST, unique=True)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    recorded_at = models.DateTimeField()
    """When the page left the address, in UTC."""

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "former addresses"

    def __str__(self) -> str:
        return self.url_path
