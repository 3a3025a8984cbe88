"""Registry of the cleaning steps that `manage.py housekeeping` runs.

    @cleaning_step("sessions")
    def delete_expired_sessions(cleaning: Cleaning) -> int:
        return cleaning.delete(Session.objects.filter(expire_date__lt=cleaning.now))

Each app registers its own in a module `housekeeping`, which the command imports. A step returns
the number of things that it has removed or, in a dry run, would remove.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

BATCH_SIZE = 500


@dataclass(frozen=True)
class Cleaning:
    """One run of the housekeeping, passed to every step."""

    is_dry_run: bool
    now: datetime = field(default_factory=timezone.now)
    """Start of the run (UTC), the same for all steps."""

    def before(self, days: int) -> datetime:
        """The instant `days` days before the run (UTC)."""
        return self.now - timedelta(days=days)

    def delete(self, rows: QuerySet, batch_size: int = BATCH_SIZE) -> int:
        """Deletes the rows with what cascades, in transactions of `batch_size` rows each.

        Returns the number of rows, without what cascades; a dry run only counts them.
        """
        if self.is_dry_run:
            return rows.count()
        number = 0
        while keys := list(rows.order_by().values_list("pk", flat=True)[:batch_size]):
            with transaction.atomic():
                rows.model._base_manager.filter(pk__in=keys).delete()
            number += len(keys)
        return number


StepFunction = Callable[[Cleaning], int]
_steps: dict[str, StepFunction] = {}


def cleaning_step(name: str) -> Callable[[StepFunction], StepFunction]:
    """Registers a cleaning step. Raises ValueError where another function has the name."""

    def register(function: StepFunction) -> StepFunction:
        if _steps.get(name, function) is not function:
            raise ValueError(f"Two cleaning steps want the name {name!r}.")
        _steps[name] = function
        return function

    return register


def all_steps() -> dict[str, StepFunction]:
    """Name → function of every step of every app, in alphabetical order."""
    autodiscover_modules("housekeeping")
    return dict(sorted(_steps.items()))
