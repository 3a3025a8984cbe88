"""What participants want by mail, and who gets a mailing: by these choices, or as its author."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from contributions.models import (
    Contribution,
    Frequency,
    Mailing,
    MailingKind,
    Participant,
    Registration,
    Subscription,
)
from contributions.models.contribution import ContributionQuerySet
from contributions.models.mail import OF_CONFERENCE, TO_THE_AUTHOR

DEFAULT = Frequency.DAILY


class Choices:
    """What some participants have chosen; one query for all of them.

    With `participants` those of these primary keys; with `conference_key` those for a conference.
    """

    def __init__(
        self, participants: Collection[int] | None = None, conference_key: UUID | None = None
    ) -> None:
        rows = Subscription.objects.all()
        if participants is not None:
            rows = rows.filter(participant__in=participants)
        if conference_key is not None:
            rows = rows.filter(conference_key=conference_key)
        values = rows.values_list("participant", "conference_key", "session_key", "frequency")
        self._chosen = {
            (participant, session or conference): Frequency(frequency)
            for participant, conference, session, frequency in values
        }

    def of(
        self, participant: int, conference_key: UUID, session_key: UUID | None = None
    ) -> Frequency:
        """How often this participant gets mail of a session, or of the conference itself."""
        whole = self.stored(participant, conference_key) or DEFAULT
        return (self.stored(participant, session_key) if session_key else None) or whole

    def stored(self, participant: int, key: UUID) -> Frequency | None:
        """What was chosen for just this conference or session; None where nothing was."""
        return self._chosen.get((participant, key))


def choose(
    participant: Participant,
    conference_key: UUID,
    frequency: str,
    *,
    session_key: UUID | None = None,
) -> None:
    """Stores a choice; an empty `frequency` removes it, so that the wider one counts again."""
    rows = Subscription.objects.filter(
        participant=participant, conference_key=conference_key, session_key=session_key
    )
    if not frequency:
        rows.delete()
    elif not rows.update(frequency=frequency):
        Subscription.objects.create(
            participant=participant,
            conference_key=conference_key,
            session_key=session_key,
            frequency=frequency,
        )


@transaction.atomic
def end(participant: Participant, conference_key: UUID | None) -> None:
    """No more mail of a conference and its sessions; with None, of every one."""
    keys = {conference_key} if conference_key else _conferences_of(participant)
    Subscription.objects.filter(participant=participant, conference_key__in=keys).delete()
    for key in keys:
        choose(participant, key, Frequency.NONE)


def _conferences_of(participant: Participant) -> set[UUID]:
    registrations = Registration.objects.filter(participant=participant)
    return set(registrations.values_list("conference_key", flat=True))


def recipients_of(mailing: Mailing) -> list[int]:
    """The primary keys of the participants who get a mailing, each once, in order."""
    if mailing.kind in TO_THE_AUTHOR:
        author = mailing.contribution.participant_id if mailing.contribution else None
        return [author] if author is not None else []
    if mailing.kind == MailingKind.DIGEST:
        return sorted(_of_digest(mailing))
    if mailing.kind in OF_CONFERENCE and mailing.conference_key:
        return sorted(_of_notice(mailing.conference_key))
    return sorted(_at_once(mailing.contribution)) if mailing.contribution else []


def _at_once(contribution: Contribution) -> Iterable[int]:
    """Who wants each at once, and whom it answers unless they want no mail; never the author."""
    key, session = contribution.conference_key, contribution.session_key
    choices = Choices(conference_key=key)
    answered = contribution.parent.participant_id if contribution.parent else None
    for participant in _taking_part(key):
        chosen = choices.of(participant, key, session)
        is_answered = participant == answered and chosen != Frequency.NONE
        if participant != contribution.participant_id and (
            chosen == Frequency.AT_ONCE or is_answered
        ):
            yield participant


def _of_notice(conference_key: UUID) -> Iterable[int]:
    choices = Choices(conference_key=conference_key)
    for participant in _taking_part(conference_key):
        if choices.of(participant, conference_key) != Frequency.NONE:
            yield participant


def _of_digest(mailing: Mailing) -> set[int]:
    """Whoever wants the digest of a session in which somebody else has contributed."""
    authors: dict[tuple[UUID, UUID], set[int | None]] = defaultdict(set)
    for conference, session, author in published_between(mailing.since, mailing.until).values_list(
        "conference_key", "session_key", "participant"
    ):
        authors[conference, session].add(author)
    choices = {key: Choices(conference_key=key) for key, _session in authors}
    members = {key: set(_taking_part(key)) for key in choices}
    return {
        participant
        for (conference, session), wrote in authors.items()
        for participant in members[conference]
        if choices[conference].of(participant, conference, session) == Frequency.DAILY
        and wrote != {participant}
    }


def published_between(since: datetime | None, until: datetime | None) -> ContributionQuerySet:
    """The contributions that were published after `since`, not after `until`, and still are."""
    return Contribution.objects.published().filter(published_at__gt=since, published_at__lte=until)


def _taking_part(conference_key: UUID) -> Iterable[int]:
    registrations = Registration.objects.approved(conference_key)
    active = registrations.filter(participant__user__is_active=True).order_by()
    return active.values_list("participant_id", flat=True)
