"""Registers participants for a conference, and checks whether they may take part."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext

from wagtail.models import Page

from contributions import contribution_cache_tags
from contributions.models import (
    Invitation,
    ModerationSettings,
    Participant,
    Participation,
    Registration,
    Status,
)


@dataclass(frozen=True)
class Standing:
    """What somebody may do in a conference, and the sentence that says so."""

    sentence: str
    may_contribute: bool = False
    may_register: bool = False


def settings_of(conference_key: UUID) -> ModerationSettings | None:
    """None for a conference that takes no contributions on the site."""
    return ModerationSettings.objects.filter(conference_key=conference_key).first()


def settings_for(page: Page, conference_key: UUID) -> ModerationSettings | None:
    """As `settings_of` for the conference of a page, queried once for the page object."""
    known: dict[UUID, ModerationSettings | None] = vars(page).setdefault("_moderation_settings", {})
    if conference_key not in known:
        known[conference_key] = settings_of(conference_key)
    return known[conference_key]


def who_may_take_part(settings: ModerationSettings) -> str:
    """Return a sentence that says who may take part in a conference."""
    sentences = {
        Participation.OPEN: gettext("Everybody who registers may take part."),
        Participation.APPROVED: gettext(
            "Everybody may register; the moderators approve each registration."
        ),
        Participation.INVITED: gettext("Those who were invited may take part."),
    }
    return sentences[Participation(settings.participation)]


def standing_of(participant: Participant, settings: ModerationSettings) -> Standing:
    """Of somebody who is signed in and has filled in the profile."""
    registration = Registration.objects.filter(
        participant=participant, conference_key=settings.conference_key
    ).first()
    if registration is None:
        return _before_registering(participant, settings)
    if registration.status == Status.APPROVED:
        return Standing(gettext("You take part in this conference."), may_contribute=True)
    if registration.status == Status.PENDING:
        return Standing(gettext("Your registration awaits the moderators’ approval."))
    return Standing(gettext("The moderators did not approve your registration."))


def _before_registering(participant: Participant, settings: ModerationSettings) -> Standing:
    if settings.participation == Participation.INVITED and not _is_invited(participant, settings):
        return Standing(
            gettext(
                "This conference is for invited participants, and your e-mail address is not "
                "among those invited."
            )
        )
    return Standing(gettext("You have not registered for this conference yet."), may_register=True)


def register(participant: Participant, settings: ModerationSettings) -> Registration | None:
    """The registration, new or as it was; None where the participant may not register."""
    if not standing_of(participant, settings).may_register:
        return Registration.objects.filter(
            participant=participant, conference_key=settings.conference_key
        ).first()
    waits = settings.participation == Participation.APPROVED
    registration, is_new = Registration.objects.get_or_create(
        participant=participant,
        conference_key=settings.conference_key,
        defaults={"status": Status.PENDING if waits else Status.APPROVED},
    )
    if is_new and registration.status == Status.APPROVED:
        contribution_cache_tags.participants_changed(settings.conference_key)
    return registration


def decide(registration: Registration, status: Status, by: User) -> None:
    """Approves or refuses it."""
    registration.status = status
    registration.decided_at, registration.decided_by = timezone.now(), by
    registration.save(update_fields=["status", "decided_at", "decided_by"])
    contribution_cache_tags.participants_changed(registration.conference_key)


def _is_invited(participant: Participant, settings: ModerationSettings) -> bool:
    return Invitation.objects.filter(
        conference_key=settings.conference_key, email=participant.email.lower()
    ).exists()
