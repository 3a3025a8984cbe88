"""Every address that a page once had, so that a cited address leads to it for ever."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models.functions import Length
from django.utils import timezone

from core.text.address_folding import folded

# The longest `url_path` that is kept; an index of PostgreSQL takes little more.
LONGEST = 2000
BATCH = 500


class FormerAddressQuerySet(models.QuerySet[Any]):
    def record(self, addresses: Iterable[tuple[int, str]]) -> None:
        """Takes pairs of a page's id and a `url_path`, in a query for each batch of them.

        Where two pages had one address, the later page keeps it. Addresses that differ in case
        or encoding are one.
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
        """Those among `url_paths` that are known, with their pages."""
        known = self.filter(url_path__in=list(url_paths)).select_related("page")
        return known.order_by(Length("url_path").desc())


class FormerAddress(models.Model):
    """One address: Wagtail's `url_path`, the slugs from the language's home page down, folded."""

    url_path = models.CharField(max_length=LONGEST, unique=True)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    recorded_at = models.DateTimeField()
    """When the page left the address, in UTC."""

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "former addresses"

    def __str__(self) -> str:
        return self.url_path
