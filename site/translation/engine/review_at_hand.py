"""What the translators' editor asks about a running review, again and again, asked once."""

from functools import cache
from typing import Any

from django.db.models import OuterRef, Subquery

from wagtail.models import TaskState, WorkflowState

RELATED = (
    "workflow",
    "requested_by__wagtail_userprofile",
    "current_task_state__task__translationreviewtask",
)
"""Of a `WorkflowState`: what Wagtail's panels and the bar of the review show of it."""


def take_review(page: Any) -> None:
    """Of a page whose review was read with `RELATED`."""
    state = page.current_workflow_state
    if state is None:
        return
    state.content_object = page
    # Wagtail asks one for the status of the tasks and the other for their states, each anew.
    state.all_tasks_with_status = state.all_tasks_with_state = cache(lambda: _tasks(state))
    task = state.current_task_state.task
    if hasattr(task, "translationreviewtask"):
        task.specific = task.translationreviewtask


def _tasks(state: WorkflowState) -> list[Any]:
    """In their order, each with its state in this review, or None; one query in the usual case."""
    last = state._get_applicable_task_states().filter(task_id=OuterRef("pk"))
    last_key = Subquery(last.order_by("-started_at", "-pk").values("pk")[:1])
    tasks = list(state.workflow.tasks.annotate(task_state_id=last_key))
    running = state.current_task_state
    others = {task.task_state_id for task in tasks} - {running.pk, None}
    known = {running.pk: running} | (TaskState.objects.in_bulk(others) if others else {})
    for task in tasks:
        task.task_state = known.get(task.task_state_id)
        task.status = task.task_state and task.task_state.status
    return tasks
