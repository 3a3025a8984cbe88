"""Creates mailings: of events with contributions, and of what is due by the clock."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from contributions import signals
from contributions.conference_registry import Conference, known
from contributions.mail.recipients import published_between
from contributions.models import Contribution, Mailing, MailingKind, ModerationSettings, State

# For so long a notice is still news; what was over when the site was installed is none.
NEWS_FOR = timedelta(days=1)
# A contribution whose transaction was still open at the hour of the digest is committed by then.
SETTLED_AFTER = timedelta(minutes=2)


def connect() -> None:
    """Listens to the events of contributions."""
    signals.published.connect(_on_published, dispatch_uid="contributions.mail")
    signals.returned.connect(_on_decided, dispatch_uid="contributions.mail")
    signals.withdrawn.connect(_on_decided, dispatch_uid="contributions.mail")


def _on_published(contribution: Contribution, **_kwargs: Any) -> None:
    """Readers are told once; the author whenever moderators have decided."""
    create(f"contribution {contribution.pk}", MailingKind.CONTRIBUTION, contribution=contribution)
    if contribution.changed_at != contribution.posted_at:
        _tell_author(contribution, MailingKind.OWN_PUBLISHED)


def _on_decided(contribution: Contribution, **_kwargs: Any) -> None:
    is_returned = contribution.state == State.RETURNED
    _tell_author(
        contribution, MailingKind.OWN_RETURNED if is_returned else MailingKind.OWN_WITHDRAWN
    )


def _tell_author(contribution: Contribution, kind: MailingKind) -> None:
    """Once for each decision, not for each state: a contribution may be returned twice."""
    if contribution.participant_id is not None:
        at = timezone.now().isoformat()
        create(f"{kind} {contribution.pk} {at}", kind, contribution=contribution)


def create(key: str, kind: MailingKind, **fields: Any) -> bool:
    """Creates a mailing unless there is one with this key; it is sent after the commit."""
    from contributions.mail import tasks

    _mailing, is_new = Mailing.objects.get_or_create(key=key, defaults={"kind": kind} | fields)
    if is_new:
        transaction.on_commit(tasks.send_soon)
    return is_new


def create_due(now: datetime) -> int:
    """Creates the notices of conferences and the digest that are due; returns how many."""
    keys = ModerationSettings.objects.values_list("conference_key", flat=True)
    found = (known().by_key(key, settings.LANGUAGE_CODE) for key in keys)
    created = sum(_create_notices(conference, now) for conference in found if conference)
    return created + _create_digest(now)


def _create_notices(conference: Conference, now: datetime) -> int:
    created = 0
    for kind, instant in due_notices(conference, now):
        key = f"{kind} {conference.key} {instant.isoformat()}"
        created += create(key, kind, conference_key=conference.key)
    return created


def due_notices(conference: Conference, now: datetime) -> list[tuple[MailingKind, datetime]]:
    """The notices of a conference at the instant `now`, each with the instant it is about."""
    cancelled = conference.cancelled_at
    if cancelled is not None:
        is_news = cancelled <= now < cancelled + NEWS_FOR
        return [(MailingKind.CANCELLED, cancelled)] if is_news else []
    opens, closes = conference.opens_at, conference.closes_at
    if conference.is_archived or now < opens or now >= closes + NEWS_FOR:
        return []
    if now >= closes:
        return [(MailingKind.CLOSED, closes)]
    due = []
    if now < opens + NEWS_FOR:
        due.append((MailingKind.OPENING, opens))
    if conference.is_extended:
        due.append((MailingKind.EXTENSION, closes))
    if now >= closes - timedelta(days=settings.CLOSING_SOON_DAYS):
        due.append((MailingKind.CLOSING_SOON, closes))
    return due


def _create_digest(now: datetime) -> int:
    """Of what was published since the digest before; none where nothing was."""
    until = digest_instant(now - SETTLED_AFTER)
    key = f"digest {until:%Y-%m-%d}"
    if Mailing.objects.filter(key=key).exists():
        return 0
    since = Mailing.objects.filter(kind=MailingKind.DIGEST).aggregate(last=Max("until"))["last"]
    since = since or until - timedelta(days=1)
    if not published_between(since, until).exists():
        return 0
    return int(create(key, MailingKind.DIGEST, since=since, until=until))


def digest_instant(now: datetime) -> datetime:
    """The latest instant (UTC) at which a digest was due."""
    today = now.astimezone(UTC).replace(
        hour=settings.CONTRIBUTIONS_DIGEST_HOUR, minute=0, second=0, microsecond=0
    )
    return today if today <= now else today - timedelta(days=1)
