"""Model for the history of segments: saved, accepted, returned, commented, by whom and when."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from translation.models.segment_record import SegmentRecord


class EventKind(models.TextChoices):
    """Kind of an event in a segment's history."""

    SAVED = "saved", _("saved a translation")
    MACHINE = "machine", _("saved a machine suggestion unchanged")
    CONFIRMED = "confirmed", _("said that the earlier translation is still valid")
    ACCEPTED = "accepted", _("accepted the translation")
    RETURNED = "returned", _("returned the translation")
    COMMENT = "comment", pgettext_lazy("a person in the history", "commented")
    QUESTION = "question", _("asked the editors of the original")


# Review decisions; a decision is valid for the text that was reviewed.
DECISIONS = (EventKind.ACCEPTED, EventKind.RETURNED)
# Events that make an earlier decision invalid.
STEPS = (EventKind.SAVED, EventKind.MACHINE, EventKind.CONFIRMED, *DECISIONS)


class SegmentEventQuerySet(models.QuerySet["SegmentEvent"]):
    """QuerySet of events."""

    def in_order(self) -> "SegmentEventQuerySet":
        """Orders by date, the newest first, with users loaded."""
        return self.select_related("user__wagtail_userprofile").order_by("-pk")


class SegmentEvent(models.Model):
    """One event in a segment's history. Instants are in UTC."""

    record = models.ForeignKey(SegmentRecord, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    text = models.TextField(blank=True)
    """The translation that was saved or reviewed, as HTML; empty for comments."""
    comment = models.TextField(blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    objects = SegmentEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["record", "kind"], name="event_record_kind")]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.kind}"


def last_step(column: str, **path: Any) -> Subquery:
    """Returns a subquery for a column of a record's latest event; `by` is its user's name."""
    steps = SegmentEvent.objects.filter(record=OuterRef(path.get("record", "pk")), kind__in=STEPS)
    return Subquery(steps.annotate(by=_NAME).order_by("-pk").values(column)[:1])


# As Wagtail displays users.
_FULL_NAME = Trim(Concat("user__first_name", Value(" "), "user__last_name"))
_NAME = Coalesce(
    NullIf(_FULL_NAME, Value("")), "user__username", Value(""), output_field=models.CharField()
)
