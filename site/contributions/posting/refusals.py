"""Reasons for refusing a contribution: closed session, rate limit, duplicate and others."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from contributions.conference_registry import Conference, Session
from contributions.markdown import links_in
from contributions.models import Contribution, Participant


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
