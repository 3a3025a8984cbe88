"""What participants want by mail, of conferences and their sessions: reads and stores choices."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from contributions.models import Frequency, Participant, Registration, Subscription

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
