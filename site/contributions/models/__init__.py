"""Participants, what they contribute, and how that is moderated."""

from contributions.models.attachments import Attachment
from contributions.models.contribution import Contribution, Role, State
from contributions.models.history import Edit, Redaction
from contributions.models.mail import (
    Frequency,
    Mail,
    Mailing,
    MailingKind,
    MailState,
    Subscription,
)
from contributions.models.moderation import (
    Moderation,
    ModerationSettings,
    ModeratorRight,
    Participation,
)
from contributions.models.numbers import NumberSequence
from contributions.models.participants import Affiliation, Participant
from contributions.models.registrations import Invitation, Registration, Status
from contributions.models.sign_in_requests import SignInRequest
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
