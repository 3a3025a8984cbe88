"""Posts, resubmits and edits contributions; a contribution gets its number when it is posted."""

from datetime import datetime, timedelta

from django.conf import settings as site_settings
from django.db import transaction
from django.utils.translation import gettext

from contributions import contribution_cache_tags, edit_marks, signals, thread_paths
from contributions.conference_registry import Conference, Session
from contributions.models import (
    Contribution,
    Edit,
    Moderation,
    ModerationSettings,
    State,
)
from contributions.models.numbers import next_number
from contributions.posting import refusals


@transaction.atomic
def post(
    draft: Contribution,
    conference: Conference,
    session: Session,
    settings: ModerationSettings,
    *,
    at: datetime,
    form_opened_at: datetime | None = None,
) -> Contribution:
    """Numbers the draft; it is then published, or waits for a moderator.

    Sent twice, it is posted once: the second time returns it as it is. Raises RefusedError.
    """
    contribution = _locked(draft)
    if contribution.number is not None:
        return contribution
    refusals.check_open(conference, session, at, form_opened_at)
    refusals.check_thread(contribution.parent)
    refusals.check_text(contribution.text)
    if contribution.participant is not None:
        refusals.check_rate(contribution.participant, at)
        refusals.check_duplicate(contribution)
        for name, value in contribution.participant.as_author().items():
            setattr(contribution, name, value)
    waits = _has_to_wait(contribution, settings)
    # Last: everybody who posts waits for the number until the transaction ends.
    contribution.number = next_number()
    contribution.thread_path = thread_paths.path_below(contribution.parent, contribution.number)
    contribution.posted_at = at
    contribution.state = State.WAITING
    if waits:
        contribution.save()
    else:
        publish(contribution, at)
    signals.posted.send(sender=Contribution, contribution=contribution)
    return contribution


def publish(contribution: Contribution, at: datetime) -> None:
    """Puts it on the record; it must have a number."""
    contribution.state, contribution.state_reason = State.PUBLISHED, ""
    contribution.published_at = contribution.published_at or at
    contribution.changed_at = at
    contribution.save()
    contribution_cache_tags.changed(contribution)
    signals.published.send(sender=Contribution, contribution=contribution)


@transaction.atomic
def resend(
    contribution: Contribution, title: str, text: str, language: str, *, at: datetime
) -> Contribution:
    """A returned one, mended: it waits again, under its number. Raises RefusedError."""
    contribution = _locked(contribution)
    if contribution.state != State.RETURNED:
        return contribution
    refusals.check_text(text)
    _keep_former(contribution, at)
    contribution.title, contribution.text = title, edit_marks.without_gaps(text)
    contribution.language = language
    contribution.state, contribution.saved_at = State.WAITING, at
    contribution.save()
    return contribution


def may_edit(contribution: Contribution, settings: ModerationSettings, at: datetime) -> bool:
    """Whether the author still may; not where moderators have taken passages out."""
    minutes = settings.edit_minutes
    if minutes is None:
        minutes = site_settings.CONTRIBUTIONS_EDIT_MINUTES
    if contribution.state not in (State.PUBLISHED, State.WAITING) or contribution.posted_at is None:
        return False
    is_redacted = any(mark["kind"] == edit_marks.REDACTION for mark in contribution.marks)
    return not is_redacted and at < contribution.posted_at + timedelta(minutes=minutes)


@transaction.atomic
def edit(
    contribution: Contribution,
    settings: ModerationSettings,
    title: str,
    text: str,
    *,
    at: datetime,
    reason: str = "",
) -> Contribution:
    """By the author, within the time set; marked with instant and reason. Raises RefusedError."""
    contribution = _locked(contribution)
    if not may_edit(contribution, settings, at):
        raise refusals.RefusedError(gettext("The time for editing this contribution is over."))
    refusals.check_text(text)
    text = edit_marks.without_gaps(text)
    if (contribution.title, contribution.text) == (title, text):
        return contribution
    _keep_former(contribution, at, reason)
    contribution.title, contribution.text = title, text
    if contribution.is_published:
        edit_marks.add(contribution, edit_marks.EDIT, at, reason)
    if settings.moderation == Moderation.BEFORE and contribution.is_published:
        # What nobody has read must not stand under a moderator's decision.
        contribution.state = State.WAITING
    contribution.save()
    contribution_cache_tags.changed(contribution)
    signals.edited.send(sender=Contribution, contribution=contribution)
    return contribution


def _keep_former(contribution: Contribution, at: datetime, reason: str = "") -> None:
    Edit.objects.create(
        contribution=contribution,
        edited_at=at,
        reason=reason,
        title_before=contribution.title,
        text_before=contribution.text,
    )


def _locked(contribution: Contribution) -> Contribution:
    """As the database has it; nobody else changes it until the transaction ends."""
    found = Contribution.objects.select_for_update(of=("self",)).select_related("participant__user")
    return found.get(pk=contribution.pk)


def _has_to_wait(contribution: Contribution, settings: ModerationSettings) -> bool:
    if contribution.entered_by_id is not None:
        return False
    if settings.moderation == Moderation.BEFORE:
        return True
    if not settings.first_waits:
        return False
    earlier = Contribution.objects.filter(
        participant=contribution.participant, conference_key=contribution.conference_key
    )
    return not earlier.filter(published_at__isnull=False).exists()
