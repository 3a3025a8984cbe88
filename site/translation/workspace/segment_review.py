"""Segment-by-segment review; a page is published when all its segments are accepted."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext

from wagtail.models import Page, TaskState
from wagtail.signals import task_rejected

from core.text.control_character_removal import without_controls
from translation import translation_querysets, upstream
from translation.checks.check_results import check_results_of
from translation.models import EventKind, SegmentEvent, SegmentRecord, State
from translation.models.segments import last_step
from translation.review import workflow_steps
from translation.workspace.save_segment import open_item
from translation.workspace.segment_data import Item

PUBLISHED, RETURNED, HELD, OPEN = "published", "returned", "held", "open"


def decide(user: Any, record_id: int, *, is_accepted: bool, comment: str) -> dict[str, Any]:
    """Stores the decision; returns what it means for the page, as the script reads it.

    Raises Http404, PermissionDenied, and ValidationError for a return without a comment.
    """
    item = open_item(user, record_id)
    check_may_decide(user, item)
    if not (is_accepted or comment):
        raise ValidationError(gettext("Say in a comment what should be changed."))
    kind = EventKind.ACCEPTED if is_accepted else EventKind.RETURNED
    with transaction.atomic():
        SegmentEvent.objects.create(
            record=item.record, kind=kind, text=item.translated, comment=comment, user=user
        )
        outcome, left, held_by = close(user, item)
    return {
        "outcome": outcome,
        "left": left,
        "heldBy": held_by,
        "translation": item.record.translation_id,
    }


def check_may_decide(user: Any, item: Item) -> None:
    """Raises PermissionDenied if the user may not review the page."""
    page = item.page
    running = page.current_workflow_task_state if page is not None else None
    if item.record.state != State.REVIEW or running is None:
        raise PermissionDenied
    if running.status != TaskState.STATUS_IN_PROGRESS:
        raise PermissionDenied
    if not running.task.specific.get_actions(page, user):
        raise PermissionDenied


def close(user: Any, item: Item) -> tuple[str, int, str]:
    """Publishes or returns the page once its last segment is decided.

    Returns the outcome, the number of undecided segments and the problems that block publishing.
    """
    decided = _steps(item)
    left = decided.get("", 0)
    if left:
        return OPEN, left, ""
    page: Page = item.page.specific
    if decided.get(EventKind.RETURNED):
        workflow_steps.decide(page, user, "reject", _comments(item))
        return RETURNED, 0, ""
    results = check_results_of(translation_querysets.of(page))
    if results.errors:
        return HELD, 0, results.summary
    workflow_steps.decide(page, user, "approve", "")
    return PUBLISHED, 0, ""


def _steps(item: Item) -> dict[str, int]:
    """Returns last decision → number of segments in review; "" for undecided ones."""
    counted: dict[str, int] = {}
    for kind in _in_review(item).values_list("step", flat=True):
        name = kind if kind in (EventKind.ACCEPTED, EventKind.RETURNED) else ""
        counted[name] = counted.get(name, 0) + 1
    return counted


def _in_review(item: Item) -> Any:
    records = SegmentRecord.objects.filter(
        translation=item.record.translation_id, is_current=True, state=State.REVIEW
    )
    return records.annotate(step=last_step("kind"), said=last_step("comment"))


def _comments(item: Item) -> str:
    """Returns the comments on returned segments, for the mail to the translator."""
    said = _in_review(item).filter(step=EventKind.RETURNED).order_by("order")
    return "\n".join(text for text in said.values_list("said", flat=True) if text)


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
