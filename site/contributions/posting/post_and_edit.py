"""Posts, resubmits and edits contributions, or refuses to: closed session, rate, duplicate, links.

A contribution gets its number when it is posted.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.conf import settings as site_settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from contributions import contribution_cache_tags, edit_marks, signals
from contributions.conference_registry import Conference, Session
from contributions.markdown import links_in
from contributions.models import (
    Contribution,
    Edit,
    Moderation,
    ModerationSettings,
    Participant,
    State,
    numbers,
)
from contributions.models.numbers import next_number


class RefusedError(Exception):
    """The message is for the participant, who keeps the filled form."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def check_open(
    conference: Conference, session: Session, at: datetime, form_opened_at: datetime | None = None
) -> None:
    """Exact to the instant; a form that was open before the closing has some minutes more.

    Raises RefusedError.
    """
    if conference.is_archived:
        raise RefusedError(
            gettext("This conference is archived. It no longer accepts contributions.")
        )
    if conference.cancelled_at is not None:
        raise RefusedError(
            gettext("This conference is cancelled. It accepts no contributions; your text is kept.")
        )
    if conference.is_upcoming(session, at):
        raise RefusedError(gettext("This session has not opened yet."))
    if conference.is_open(session, at) or _is_in_grace(session, at, form_opened_at):
        return
    raise RefusedError(
        gettext("This session is closed. It no longer accepts contributions; your text is kept.")
    )


def _is_in_grace(session: Session, at: datetime, form_opened_at: datetime | None) -> bool:
    grace = timedelta(minutes=settings.CONTRIBUTIONS_GRACE_MINUTES)
    was_open = form_opened_at is not None and form_opened_at < session.closes_at
    return was_open and at < session.closes_at + grace


def check_thread(parent: Contribution | None) -> None:
    """Raises RefusedError where moderators have closed the thread, or what is answered is gone."""
    if parent is None:
        return
    if not parent.is_on_record:
        raise RefusedError(gettext("What you answer is no longer there."))
    number = int(parent.thread_path.partition("/")[0])
    if Contribution.objects.filter(number=number, is_closed=True).exists():
        raise RefusedError(gettext("The moderators have closed this thread."))


def check_text(text: str) -> None:
    """Raises RefusedError for a text with too many links."""
    most = settings.CONTRIBUTIONS_MAX_LINKS
    if links_in(text) > most:
        message = ngettext(
            "A contribution has %(count)d link at most.",
            "A contribution has %(count)d links at most.",
            most,
        )
        raise RefusedError(message % {"count": most})


def check_rate(participant: Participant, at: datetime) -> None:
    """Raises RefusedError for more than so many in an hour."""
    posted = Contribution.objects.filter(
        participant=participant, posted_at__gt=at - timedelta(hours=1)
    ).count()
    if posted >= settings.CONTRIBUTIONS_PER_HOUR:
        raise RefusedError(
            gettext("You have posted very many contributions within an hour. Please wait a while.")
        )


def check_duplicate(contribution: Contribution) -> None:
    """Raises RefusedError where the participant has posted the same text in the same session."""
    same = Contribution.objects.filter(
        participant=contribution.participant,
        session_key=contribution.session_key,
        text=contribution.text,
    ).exclude(state__in=["draft", "withdrawn"])
    twin = same.exclude(pk=contribution.pk).first()
    if twin is not None:
        message = gettext("You have posted the same text already, as #%(number)s.")
        raise RefusedError(message % {"number": twin.number})


def now() -> datetime:
    """The instant that decides, taken once for each posting."""
    return timezone.now()


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
    check_open(conference, session, at, form_opened_at)
    check_thread(contribution.parent)
    check_text(contribution.text)
    if contribution.participant is not None:
        check_rate(contribution.participant, at)
        check_duplicate(contribution)
        for name, value in contribution.participant.as_author().items():
            setattr(contribution, name, value)
    waits = _has_to_wait(contribution, settings)
    # Last: everybody who posts waits for the number until the transaction ends.
    contribution.number = next_number()
    contribution.thread_path = numbers.path_below(contribution.parent, contribution.number)
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
    check_text(text)
    keep_former(contribution, at)
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
        raise RefusedError(gettext("The time for editing this contribution is over."))
    check_text(text)
    text = edit_marks.without_gaps(text)
    if (contribution.title, contribution.text) == (title, text):
        return contribution
    keep_former(contribution, at, reason)
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


def keep_former(
    contribution: Contribution, at: datetime, reason: str = "", by: User | None = None
) -> None:
    """Keeps title and text as they are before an edit at `at` (UTC); without `by`, the author's."""
    Edit.objects.create(
        contribution=contribution,
        edited_at=at,
        edited_by=by,
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
