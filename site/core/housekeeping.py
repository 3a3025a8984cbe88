"""Registry of the cleaning steps that `manage.py housekeeping` runs, and the one for revisions.

    @cleaning_step("sessions")
    def delete_expired_sessions(cleaning: Cleaning) -> int:
        return cleaning.delete(Session.objects.filter(expire_date__lt=cleaning.now))

Each app registers its own in a module `housekeeping`, which the command imports. A step returns
the number of things that it has removed or, in a dry run, would remove.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from wagtail.models import Comment, Revision, RevisionMixin, TaskState

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


# Revisions hold whole pages, and their deletion loads them.
REVISIONS_BATCH_SIZE = 100


@cleaning_step("revisions")
def delete_old_revisions(cleaning: Cleaning) -> int:
    """Deletes revisions that are older than KEPT_REVISIONS_DAYS, but the newest KEPT_REVISIONS."""
    return cleaning.delete(superfluous_revisions(cleaning), REVISIONS_BATCH_SIZE)


def superfluous_revisions(cleaning: Cleaning) -> QuerySet[Revision]:
    """Old revisions that nothing needs.

    Kept are those that are live, latest, scheduled, commented, or of a review, even a finished one:
    they would take the record of its decision with them.
    """
    rank = Window(
        RowNumber(),
        partition_by=[F("base_content_type_id"), F("object_id")],
        order_by=[F("created_at").desc(), F("pk").desc()],
    )
    ranked = Revision.objects.alias(rank=rank).filter(rank__gt=settings.KEPT_REVISIONS)
    return Revision.objects.filter(
        ~_is_in_use(),
        pk__in=ranked.values("pk"),
        created_at__lt=cleaning.before(settings.KEPT_REVISIONS_DAYS),
        approved_go_live_at=None,
    )


def _is_in_use() -> Q:
    used = Q(pk__in=TaskState.objects.exclude(revision=None).values("revision"))
    used |= Q(pk__in=Comment.objects.exclude(revision_created=None).values("revision_created"))
    for model in apps.get_models():
        if not issubclass(model, RevisionMixin):
            continue
        for name in ("latest_revision", "live_revision"):
            # Page types have those of their table `wagtailcore_page`.
            if name in {own.name for own in model._meta.local_fields}:
                keys = model._base_manager.exclude(**{name: None}).values(name)
                used |= Q(pk__in=keys)
    return used
