"""Models of registrations for conferences and of invitations."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contributions.models.participants import Participant
from core.text.phrases import with_addition


class Status(models.TextChoices):
    """The states of a registration."""

    PENDING = "pending", pgettext_lazy("registration", "Waiting for approval")
    APPROVED = "approved", pgettext_lazy("registration", "Approved")
    REFUSED = "refused", pgettext_lazy("registration", "Refused")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Named queries for registrations."""

    def approved(self, conference_key: UUID) -> "RegistrationQuerySet":
        """Those who take part in a conference, with their names."""
        found = self.filter(conference_key=conference_key, status=Status.APPROVED)
        return found.exclude(participant__accepted_terms_at=None).select_related("participant")

    def pending(self, conference_keys: Any = None) -> "RegistrationQuerySet":
        """Return the registrations that wait for approval, the oldest first."""
        waiting = self.filter(status=Status.PENDING).select_related("participant__user")
        if conference_keys is not None:
            waiting = waiting.filter(conference_key__in=conference_keys)
        return waiting.order_by("registered_at", "pk")


class Registration(models.Model):
    """One participant in one conference."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="registrations"
    )
    conference_key = models.UUIDField(db_index=True)
    """The translation key of the conference's page."""
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    registered_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "registration")
        verbose_name_plural = pgettext_lazy("kinds of objects", "registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "conference_key"], name="one_registration_per_conference"
            )
        ]

    def __str__(self) -> str:
        return str(with_addition(self.participant, self.get_status_display()))


class Invitation(models.Model):
    """An e-mail address that may register for a conference for invited participants."""

    conference_key = models.UUIDField()
    email = models.EmailField(_("e-mail address"))
    """In lower case."""
    invited_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "invitation")
        verbose_name_plural = pgettext_lazy("kinds of objects", "invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["conference_key", "email"], name="one_invitation_per_address"
            )
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's own; the e-mail address is stored in lower case."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)
