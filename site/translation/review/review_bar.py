"""The review status and actions displayed above the translation editor."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from wagtail.models import Page, TaskState, WorkflowState
from wagtail_localize.models import Translation

from translation.editor_data import EditorData
from translation.permissions.translation_permissions import is_locked_for


@dataclass(frozen=True)
class ReviewBar:
    """The review status, and the URLs of the actions available to the user (else empty)."""

    is_in_review: bool = False
    sent_by: Any = None
    sent_at: datetime | None = None
    """UTC."""
    returned_by: Any = None
    comment: str = ""
    drafted_at: datetime | None = None
    """When a draft was saved that is not public yet; UTC."""
    strings_left: int = 0
    draft_url: str = ""
    send_url: str = ""
    compare_url: str = ""
    approve_url: str = ""
    return_url: str = ""
    withdraw_url: str = ""


def bar_for(user: Any, page: Page, data: EditorData) -> ReviewBar:
    """Returns the bar of a page and its translation."""
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        return _in_review(user, page, data.translation, state)
    return _drafting(user, page, data, state)


def _in_review(user: Any, page: Page, translation: Translation, state: WorkflowState) -> ReviewBar:
    running: TaskState = state.current_task_state
    may_decide = bool(running.task.specific.get_actions(page, user))
    return ReviewBar(
        is_in_review=True,
        sent_by=state.requested_by,
        sent_at=running.started_at,
        drafted_at=_drafted_at(page),
        draft_url=_step(translation, "draft") if may_decide else "",
        compare_url=_compare(page),
        approve_url=_step(translation, "approve") if may_decide else "",
        return_url=_step(translation, "return") if may_decide else "",
        withdraw_url=_step(translation, "withdraw") if state.user_can_cancel(user) else "",
    )


def _drafting(user: Any, page: Page, data: EditorData, state: WorkflowState | None) -> ReviewBar:
    last = None if state is None else state.current_task_state
    may_change = not is_locked_for(user, page)
    left = data.left
    may_send = not left and page.permissions_for_user(user).can_submit_for_moderation()
    return ReviewBar(
        returned_by=None if last is None else last.finished_by,
        comment="" if last is None else last.specific.get_comment(),
        drafted_at=_drafted_at(page),
        strings_left=left,
        draft_url=_step(data.translation, "draft") if may_change else "",
        send_url=_step(data.translation, "send") if may_change and may_send else "",
        compare_url=_compare(page),
    )


def _drafted_at(page: Page) -> datetime | None:
    return page.latest_revision_created_at if page.has_unpublished_changes else None


def _compare(page: Page) -> str:
    if not (page.live and page.has_unpublished_changes):
        return ""
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])


def _step(translation: Translation, action: str) -> str:
    return reverse("translation_review:step", args=[translation.pk, action])
