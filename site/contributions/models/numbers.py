"""Numbers of contributions, one sequence for the site without gaps, and paths of threads.

`000000930` begins a thread, `000000930/000000931` answers it. Paths of a session, sorted as
texts, are its threads one after the other, each reply below what it answers.
"""

from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from contributions.models.contribution import Contribution


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


WIDTH = 9
# What is deeper is listed at this depth, below the same contribution.
MAX_DEPTH = 40


def path_below(parent: Contribution | None, number: int) -> str:
    """Return the thread path of a contribution below `parent`, at most MAX_DEPTH levels deep."""
    own = f"{number:0{WIDTH}d}"
    if parent is None:
        return own
    above = parent.thread_path.split("/")[:MAX_DEPTH]
    return "/".join([*above, own])


def first_number(contribution: Contribution) -> int:
    """The number of the contribution that began the thread."""
    return int(contribution.thread_path.partition("/")[0])
