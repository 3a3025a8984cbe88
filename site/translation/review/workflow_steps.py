"""The steps from draft to publication of a translation, as actions on Wagtail's workflow."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail_localize.models import Translation

from translation import upstream
from translation.permissions.translation_permissions import is_locked_for, target_of
from translation.sync import segment_states


class NotReadyError(Exception):
    """The translation cannot be reviewed yet; `left` segments are untranslated."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} strings left")
        self.left = left


@transaction.atomic
def save_draft(translation: Translation, user: Any) -> Revision:
    """Saves the current texts as a draft revision; the live page is not changed.

    Raises PermissionDenied if the page is locked for the user, ValidationError if a text does not
    fit its field.
    """
    if is_locked_for(user, target_of(translation)):
        raise PermissionDenied
    page = upstream.drafted(translation)
    revision = page.save_revision(user=user, log_action=True)
    running = page.current_workflow_task_state
    if running is not None and running.status == TaskState.STATUS_IN_PROGRESS:
        # The reviewer changed a text: the approved revision must include it.
        running.revision = revision
        running.save(update_fields=["revision"])
        segment_states.send_to_review(translation)
    return revision


@transaction.atomic
def send(translation: Translation, user: Any) -> None:
    """Saves a draft and starts its review, or resumes a review that was returned.

    Raises NotReadyError, and what `save_draft` raises.
    """
    page: Page = target_of(translation)
    if not page.permissions_for_user(user).can_submit_for_moderation():
        raise PermissionDenied
    left = segment_states.left_to_translate(translation)
    if left:
        raise NotReadyError(left)
    save_draft(translation, user)
    page = target_of(translation)
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        # The user who resubmits must not be the one who approves.
        state.requested_by = user
        state.save(update_fields=["requested_by"])
        state.resume(user)
    else:
        page.get_workflow().start(page, user)


@transaction.atomic
def decide(page: Page, user: Any, action: str, comment: str = "") -> None:
    """Approves ("approve", which publishes) or returns ("reject") the page in review."""
    running = page.current_workflow_task_state
    if running is None or running.status != TaskState.STATUS_IN_PROGRESS:
        raise PermissionDenied
    task = running.task.specific
    if action not in {name for name, _label, _asks in task.get_actions(page, user)}:
        raise PermissionDenied
    task.on_action(running.specific, user, action, comment=comment)


def withdraw(page: Page, user: Any) -> None:
    """Cancels a review; the draft is kept."""
    state = page.current_workflow_state
    if state is None or not state.user_can_cancel(user):
        raise PermissionDenied
    state.cancel(user=user)
