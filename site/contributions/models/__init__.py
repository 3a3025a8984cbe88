"""Participants, what they contribute, and how that is moderated."""

from contributions.models.contribution import Attachment, Contribution, Edit, Redaction, Role, State
from contributions.models.mail import Frequency, Mail, Mailing, MailingKind, MailState, Subscription
from contributions.models.moderation_settings import (
    Moderation,
    ModerationSettings,
    ModeratorRight,
    Participation,
)
from contributions.models.numbers import NumberSequence
from contributions.models.participants import (
    Affiliation,
    Invitation,
    Participant,
    Registration,
    SignInRequest,
    Status,
)
from contributions.models.translation import ContributionTranslation, Kind, Step

__all__ = [
    "Affiliation",
    "Attachment",
    "Contribution",
    "ContributionTranslation",
    "Edit",
    "Frequency",
    "Invitation",
    "Kind",
    "Mail",
    "MailState",
    "Mailing",
    "MailingKind",
    "Moderation",
    "ModerationSettings",
    "ModeratorRight",
    "NumberSequence",
    "Participant",
    "Participation",
    "Redaction",
    "Registration",
    "Role",
    "SignInRequest",
    "State",
    "Status",
    "Step",
    "Subscription",
]
