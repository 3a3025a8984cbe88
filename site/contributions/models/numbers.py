"""Gives contributions their numbers: one sequence for the site, without gaps."""

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Greatest


class NumberSequence(models.Model):
    """The one row that every posting waits for."""

    THE_ROW = 1

    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)


def next_number() -> int:
    """A number that nobody had and nobody else gets.

    It is held until the transaction ends, and free again where that fails: so there are no holes.
    Raises TransactionManagementError outside of a transaction.
    """
    _sequence().update(last=F("last") + 1)
    return int(NumberSequence.objects.values_list("last", flat=True).get(pk=1))


def reserve_up_to(number: int) -> None:
    """Later postings get numbers above `number`, which an import has given."""
    with transaction.atomic():
        _sequence().update(last=Greatest(F("last"), number))


def _sequence() -> models.QuerySet[NumberSequence]:
    """The row, locked: the update of whoever comes second waits for the first to commit."""
    rows = NumberSequence.objects.filter(pk=NumberSequence.THE_ROW)
    if not rows.select_for_update().exists():
        row = NumberSequence(pk=NumberSequence.THE_ROW)
        NumberSequence.objects.bulk_create([row], ignore_conflicts=True)
        rows.select_for_update().exists()
    return rows
