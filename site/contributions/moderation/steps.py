"""The moderation steps: each locks the row, checks its state and writes to the audit log."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from wagtail.log_actions import log

from contributions import contribution_cache_tags, edit_marks, signals
from contributions.models import Contribution, Edit, Redaction, State
from contributions.posting.post_and_edit import publish as put_on_record


class NotPossibleError(Exception):
    """The message is for the moderator."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def publish(contribution: Contribution, by: User) -> None:
    """Of what waits, was returned or was withdrawn."""
    _take(contribution, by, "publish", {State.WAITING, State.RETURNED, State.WITHDRAWN}, _publish)


def send_back(contribution: Contribution, by: User, reason: str) -> None:
    """To the author, who can mend it and resend it under its number."""

    def step(found: Contribution, _at: datetime) -> None:
        found.state, found.state_reason = State.RETURNED, reason
        found.save()
        signals.returned.send(sender=Contribution, contribution=found)

    _take(contribution, by, "return", {State.WAITING, State.PUBLISHED}, step, reason)


def withdraw(contribution: Contribution, by: User, reason: str) -> None:
    """Its number, date and this reason stay on record."""

    def step(found: Contribution, at: datetime) -> None:
        found.state, found.state_reason, found.changed_at = State.WITHDRAWN, reason, at
        found.save()
        signals.withdrawn.send(sender=Contribution, contribution=found)

    _take(contribution, by, "withdraw", {State.WAITING, State.PUBLISHED}, step, reason)


def redact(contribution: Contribution, by: User, passage: str, reason: str) -> None:
    """Takes a passage out, visibly. Raises NotPossibleError unless the text has it once."""

    def step(found: Contribution, at: datetime) -> None:
        if not passage.strip() or found.text.count(passage) != 1:
            raise NotPossibleError(
                gettext("The text must have this passage, exactly as it is written here, once.")
            )
        Redaction.objects.create(
            contribution=found, passage=passage, reason=reason, made_at=at, made_by=by
        )
        _keep_former(found, by, at, reason)
        found.text = found.text.replace(passage, edit_marks.GAP)
        edit_marks.add(found, edit_marks.REDACTION, at, reason)
        found.save()
        signals.edited.send(sender=Contribution, contribution=found)
        signals.redacted.send(sender=Contribution, contribution=found)

    _take(contribution, by, "redact", {State.WAITING, State.PUBLISHED}, step, reason)


def amend(contribution: Contribution, by: User, title: str, text: str, reason: str) -> None:
    """Edits title and text, with a mark that readers see."""

    def step(found: Contribution, at: datetime) -> None:
        if (found.title, found.text) == (title, text):
            raise NotPossibleError(gettext("Nothing was changed."))
        _keep_former(found, by, at, reason)
        found.title, found.text = title, text
        edit_marks.add(found, edit_marks.MODERATED, at, reason)
        found.save()
        signals.edited.send(sender=Contribution, contribution=found)

    _take(contribution, by, "amend", {State.WAITING, State.PUBLISHED}, step, reason)


def pin(contribution: Contribution, by: User, *, is_pinned: bool) -> None:
    """A pinned thread stands before the others of its session."""

    def step(found: Contribution, at: datetime) -> None:
        found.is_pinned, found.changed_at = is_pinned, at
        found.save()

    _take(contribution, by, "pin" if is_pinned else "unpin", {State.PUBLISHED}, step)


def close_thread(contribution: Contribution, by: User, *, is_closed: bool) -> None:
    """A closed thread takes no further replies; it is closed by what began it."""

    def step(found: Contribution, at: datetime) -> None:
        if found.parent_id is not None:
            raise NotPossibleError(gettext("A thread is closed by the contribution that began it."))
        found.is_closed, found.changed_at = is_closed, at
        found.save()

    _take(contribution, by, "close" if is_closed else "reopen", {State.PUBLISHED}, step)


def _take(
    contribution: Contribution,
    by: User,
    action: str,
    allowed: set[State],
    step: Any,
    reason: str = "",
) -> None:
    """Raises NotPossibleError where the state is another by now, such as by a colleague."""
    with transaction.atomic():
        locked = Contribution.objects.select_for_update(of=("self",)).select_related("parent")
        found = locked.get(pk=contribution.pk)
        if found.state not in allowed:
            raise NotPossibleError(
                gettext("This cannot be done any more: the contribution is in another state now.")
            )
        step(found, timezone.now())
        log(found, f"contributions.{action}", user=by, data={"reason": reason} if reason else None)
        contribution_cache_tags.changed(found)


def _publish(found: Contribution, at: datetime) -> None:
    if not found.text:
        raise NotPossibleError(gettext("The author has had this text erased."))
    put_on_record(found, at)


def _keep_former(found: Contribution, by: User, at: datetime, reason: str) -> None:
    Edit.objects.create(
        contribution=found,
        edited_at=at,
        edited_by=by,
        reason=reason,
        title_before=found.title,
        text_before=found.text,
    )
