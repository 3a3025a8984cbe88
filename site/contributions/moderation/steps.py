"""The moderation steps: each locks the row, checks its state and writes to the audit log."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from wagtail.log_actions import log

from contributions import contribution_cache_tags, edit_marks, signals
from contributions.models import Contribution, Redaction, State
from contributions.posting.post_and_edit import RefusedError, keep_former
from contributions.posting.post_and_edit import publish as put_on_record

Step = Callable[..., None]


class NotPossibleError(RefusedError):
    """The message is for the moderator."""


def _step(*allowed: State) -> Callable[[Callable[..., str]], Step]:
    """Makes a step of a function that changes a locked row and returns the action for the log.

    A step is called with a contribution, the user and values by name, the function also with the
    instant (UTC). It raises NotPossibleError where the state is none of those `allowed`, such as by
    a colleague.
    """

    def decorate(change: Callable[..., str]) -> Step:
        @wraps(change)
        @transaction.atomic
        def take(contribution: Contribution, by: User, **values: Any) -> None:
            locked = Contribution.objects.select_for_update(of=("self",)).select_related("parent")
            found = locked.get(pk=contribution.pk)
            if found.state not in allowed:
                raise NotPossibleError(
                    gettext(
                        "This cannot be done any more: the contribution is in another state now."
                    )
                )
            action = change(found, by, timezone.now(), **values)
            reason = {"reason": values["reason"]} if values.get("reason") else None
            log(found, f"contributions.{action}", user=by, data=reason)
            contribution_cache_tags.changed(found)

        return take

    return decorate


@_step(State.WAITING, State.RETURNED, State.WITHDRAWN)
def publish(found: Contribution, _by: User, at: datetime) -> str:
    """Of what waits, was returned or was withdrawn."""
    if not found.text:
        raise NotPossibleError(gettext("The author has had this text erased."))
    put_on_record(found, at)
    return "publish"


@_step(State.WAITING, State.PUBLISHED)
def send_back(found: Contribution, _by: User, _at: datetime, reason: str) -> str:
    """To the author, who can mend it and resend it under its number."""
    found.state, found.state_reason = State.RETURNED, reason
    found.save()
    signals.returned.send(sender=Contribution, contribution=found)
    return "return"


@_step(State.WAITING, State.PUBLISHED)
def withdraw(found: Contribution, _by: User, at: datetime, reason: str) -> str:
    """Its number, date and this reason stay on record."""
    found.state, found.state_reason, found.changed_at = State.WITHDRAWN, reason, at
    found.save()
    signals.withdrawn.send(sender=Contribution, contribution=found)
    return "withdraw"


@_step(State.WAITING, State.PUBLISHED)
def redact(found: Contribution, by: User, at: datetime, passage: str, reason: str) -> str:
    """Takes a passage out, visibly. Raises NotPossibleError unless the text has it once."""
    if not passage.strip() or found.text.count(passage) != 1:
        raise NotPossibleError(
            gettext("The text must have this passage, exactly as it is written here, once.")
        )
    Redaction.objects.create(
        contribution=found, passage=passage, reason=reason, made_at=at, made_by=by
    )
    keep_former(found, at, reason, by)
    found.text = found.text.replace(passage, edit_marks.GAP)
    edit_marks.add(found, edit_marks.REDACTION, at, reason)
    found.save()
    signals.edited.send(sender=Contribution, contribution=found)
    signals.redacted.send(sender=Contribution, contribution=found)
    return "redact"


@_step(State.WAITING, State.PUBLISHED)
def amend(found: Contribution, by: User, at: datetime, title: str, text: str, reason: str) -> str:
    """Edits title and text, with a mark that readers see."""
    if (found.title, found.text) == (title, text):
        raise NotPossibleError(gettext("Nothing was changed."))
    keep_former(found, at, reason, by)
    found.title, found.text = title, text
    edit_marks.add(found, edit_marks.MODERATED, at, reason)
    found.save()
    signals.edited.send(sender=Contribution, contribution=found)
    return "amend"


@_step(State.PUBLISHED)
def pin(found: Contribution, _by: User, at: datetime, *, is_pinned: bool) -> str:
    """A pinned thread stands before the others of its session."""
    found.is_pinned, found.changed_at = is_pinned, at
    found.save()
    return "pin" if is_pinned else "unpin"


@_step(State.PUBLISHED)
def close_thread(found: Contribution, _by: User, at: datetime, *, is_closed: bool) -> str:
    """A closed thread takes no further replies; it is closed by what began it."""
    if found.parent_id is not None:
        raise NotPossibleError(gettext("A thread is closed by the contribution that began it."))
    found.is_closed, found.changed_at = is_closed, at
    found.save()
    return "close" if is_closed else "reopen"
