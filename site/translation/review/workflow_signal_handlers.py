"""Signal handlers that set segments to "in review" while their page is in a workflow."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Page, TaskState
from wagtail.signals import task_cancelled, task_rejected, task_submitted
from wagtail_localize.models import Translation

from translation import upstream
from translation.sync import segment_states


def connect() -> None:
    """Connects the handlers to the workflow signals."""
    task_submitted.connect(_on_submission, dispatch_uid="translation.standing.submitted")
    for ended in (task_rejected, task_cancelled):
        ended.connect(_on_return, dispatch_uid="translation.standing.returned")


def _on_submission(instance: TaskState, **_kwargs: Any) -> None:
    _note(instance, segment_states.send_to_review)


def _on_return(instance: TaskState, **_kwargs: Any) -> None:
    _note(instance, segment_states.return_to_translator)


def _note(task_state: TaskState, change: Callable[[Translation], int]) -> None:
    page = task_state.workflow_state.content_object
    translation = upstream.translation_into(page) if isinstance(page, Page) else None
    if translation is not None:
        change(translation)
