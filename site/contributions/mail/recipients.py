"""Who gets a mailing: by participants' choices, or as the author of a contribution."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from contributions.mail.subscription_choices import Choices
from contributions.models import Contribution, Frequency, Mailing, MailingKind, Registration
from contributions.models.contribution import ContributionQuerySet
from contributions.models.mail import OF_CONFERENCE, TO_THE_AUTHOR


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
