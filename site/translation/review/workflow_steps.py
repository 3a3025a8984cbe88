"""The steps from draft to publication of a translation, as actions on Wagtail's workflow."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext, ngettext

from wagtail.models import Page, Revision, TaskState, WorkflowState
from wagtail.signals import task_cancelled, task_rejected, task_submitted
from wagtail_localize.models import Translation

from translation import translation_querysets, upstream
from translation.checks.check_results import check_results_of
from translation.models import EventKind, SegmentRecord, State
from translation.models.segments import last_step
from translation.permissions.translation_permissions import is_locked_for, target_of
from translation.sync import segment_states


def connect() -> None:
    """Connects the handlers that set segments to "in review" while their page is in a workflow."""
    task_submitted.connect(_on_task, dispatch_uid="translation.review.submitted")
    for ended in (task_rejected, task_cancelled):
        ended.connect(_on_task, dispatch_uid="translation.review.returned")


def _on_task(signal: Signal, instance: TaskState, **_kwargs: Any) -> None:
    page = instance.workflow_state.content_object
    translation = upstream.translation_into(page) if isinstance(page, Page) else None
    if translation is not None and signal is task_submitted:
        segment_states.send_to_review(translation)
    elif translation is not None:
        segment_states.return_to_translator(translation)


class NotReadyError(ValidationError):
    """The translation cannot be reviewed yet; `left` segments are untranslated."""

    def __init__(self, left: int) -> None:
        text = ngettext(
            "%(count)d sentence is still to be translated or revised.",
            "%(count)d sentences are still to be translated or revised.",
            left,
        )
        super().__init__(text % {"count": left})


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


def try_to_send(translation: Translation, page: Page, user: Any) -> str:
    """Submits the page to review. Returns why that is not possible; empty on success."""
    if page.workflow_in_progress:
        return gettext("It is in review already.")
    try:
        send(translation, user)
    except ValidationError as error:
        return " ".join(error.messages)
    except PermissionDenied:
        return gettext("You may not send this page to review.")
    return ""


def try_to_approve(translation: Translation, page: Page, user: Any) -> str:
    """Approves and publishes the page. Returns why that is not possible; empty on success.

    Errors of the checks hold a page back, and so do segments that a reviewer returned.
    """
    if not page.workflow_in_progress:
        return gettext("It is not in review.")
    returned = _returned(translation)
    if returned:
        text = ngettext(
            "%(count)d sentence was returned.", "%(count)d sentences were returned.", returned
        )
        return text % {"count": returned}
    results = check_results_of(translation_querysets.of(page))
    if results.errors:
        return str(results.summary)
    try:
        decide(page.specific, user, "approve")
    except ValidationError as error:
        return " ".join(error.messages)
    except PermissionDenied:
        return gettext("You may not approve this page.")
    return ""


def _returned(translation: Translation) -> int:
    """Returns the number of segments in review that were returned and not changed since."""
    records = SegmentRecord.objects.filter(
        translation=translation, is_current=True, state=State.REVIEW
    )
    return records.annotate(step=last_step("kind")).filter(step=EventKind.RETURNED).count()
