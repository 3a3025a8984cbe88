"""Counts changes of published dates, for the SEQUENCE of calendar events.

Calendars accept a changed date only with a higher number. So the number is read from the row that
is being replaced, never from the page that is saved, which may be an old draft.
"""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import SharedFieldsMixin

COUNTERS = ["schedule_revision", "schedule_changed_at"]


def count_change(model: "type[CountedScheduleMixin]", keys: Iterable[UUID]) -> None:
    """Counts a change of the schedule of the pages with these translation keys."""
    pages: Any = model._default_manager
    pages.filter(translation_key__in=list(keys)).update(
        schedule_revision=models.F("schedule_revision") + 1, schedule_changed_at=timezone.now()
    )


class CountedScheduleMixin(SharedFieldsMixin):
    """Name the dates in `schedule_fields`, and share the counters between languages.

    `schedule_changed_at` is the UTC instant of the last change, None before the first.
    """

    schedule_revision = models.PositiveIntegerField(
        _("changes of the dates"), default=0, editable=False
    )
    schedule_changed_at = models.DateTimeField(
        _("last change of the dates"), null=True, editable=False
    )

    schedule_fields: ClassVar[list[str]] = []
    shared_fields: ClassVar[list[str]] = COUNTERS
    # A copy is another conference, with another calendar.
    exclude_fields_in_copy: ClassVar[list[str]] = COUNTERS

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """As the base class; counts a change of published dates."""
        written = kwargs.get("update_fields")
        if written is None or set(written) & set(self.schedule_fields):
            self._count()
            if written is not None:
                kwargs["update_fields"] = {*written, *COUNTERS}
        return super().save(*args, **kwargs)

    def _count(self) -> None:
        """Takes the counters from the row, and increments them if published dates change."""
        # Only the original counts: a translation cannot change dates.
        rows = self._versions().order_by("pk").select_for_update(of=("self",))
        row = rows.values("pk", "first_published_at", *self.schedule_fields, *COUNTERS).first()
        if row is None:
            return
        for name in COUNTERS:
            setattr(self, name, row[name])
        was_published = row["pk"] == self.pk and row["first_published_at"] is not None
        if was_published and any(self._differs(name, row[name]) for name in self.schedule_fields):
            self.schedule_revision += 1
            self.schedule_changed_at = timezone.now()

    def _differs(self, name: str, before: Any) -> bool:
        """Whether a date differs from `before` by at least a second, as calendars do."""
        field: Any = self._meta.get_field(name)
        now = field.to_python(getattr(self, name))
        instants = [value and value.replace(microsecond=0) for value in (now, before)]
        return bool(instants[0] != instants[1])
