"""A page that is returned as a whole returns each of its segments to the translator's queue."""

from typing import Any

from wagtail.models import Page, TaskState
from wagtail.signals import task_rejected

from translation import upstream
from translation.models import EventKind, SegmentEvent, SegmentRecord, State
from translation.models.events import last_step


def connect() -> None:
    task_rejected.connect(note_return, dispatch_uid="translation.desk.returned")


def note_return(instance: TaskState, user: Any = None, **_kwargs: Any) -> None:
    """Nothing where a reviewer has returned single segments: only those wait."""
    page = instance.workflow_state.content_object
    translation = upstream.translation_into(page) if isinstance(page, Page) else None
    if translation is None:
        return
    open_records = SegmentRecord.objects.filter(
        translation=translation, is_current=True, state__in=(State.DRAFT, State.REVIEW)
    ).annotate(step=last_step("kind"))
    steps = list(open_records.values_list("pk", "step"))
    if any(step == EventKind.RETURNED for _pk, step in steps):
        return
    comment = instance.specific.get_comment()
    SegmentEvent.objects.bulk_create(
        SegmentEvent(record_id=pk, kind=EventKind.RETURNED, comment=comment, user=user)
        for pk, step in steps
        if step != EventKind.ACCEPTED
    )
