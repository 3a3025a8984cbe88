"""Signal handler that returns all segments of a page when its workflow task is rejected."""

from typing import Any

from wagtail.models import Page, TaskState
from wagtail.signals import task_rejected

from core.text.control_characters import without_controls
from translation import upstream
from translation.models import EventKind, SegmentEvent, SegmentRecord, State
from translation.models.segment_event import last_step


def connect() -> None:
    """Connects the handler to `task_rejected`."""
    task_rejected.connect(note_return, dispatch_uid="translation.workspace.returned")


def note_return(instance: TaskState, user: Any = None, **_kwargs: Any) -> None:
    """Marks the page's segments as returned, unless a reviewer returned single ones."""
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
    comment = without_controls(instance.specific.get_comment())
    SegmentEvent.objects.bulk_create(
        SegmentEvent(record_id=pk, kind=EventKind.RETURNED, comment=comment, user=user)
        for pk, step in steps
        if step != EventKind.ACCEPTED
    )
