"""Models of participants, their registrations and invitations, and their requests for codes."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from django_countries.fields import CountryField

from core.text.text_joining import with_addition


class Affiliation(models.TextChoices):
    """On whose part somebody speaks; in the order of the list of participants."""

    PARTY = "party", pgettext_lazy("affiliation", "Party")
    GOVERNMENT = "government", _("Other government")
    INTERGOVERNMENTAL = "igo", _("Intergovernmental organization")
    NON_GOVERNMENTAL = "ngo", _("Non-governmental organization")
    PEOPLES = "iplc", _("Indigenous peoples and local communities")
    ACADEMIA = "academia", pgettext_lazy("affiliation", "Academia")
    INDUSTRY = "industry", pgettext_lazy("affiliation", "Industry")
    OTHER = "other", pgettext_lazy("affiliation", "Other")


class Participant(models.Model):
    """A person who contributes. The user behind it signs in by code only, and is never staff."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participant"
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=150)
    affiliation = models.CharField(
        pgettext_lazy("field", "affiliation"), max_length=20, choices=Affiliation.choices
    )
    organization = models.CharField(
        pgettext_lazy("field", "organization"), max_length=200, blank=True
    )
    country = CountryField(pgettext_lazy("field", "country"), blank=True)
    language = models.CharField(pgettext_lazy("field", "language"), max_length=10, default="en")
    """The language in which the site writes to the participant."""
    accepted_terms_at = models.DateTimeField(null=True)
    """When the terms of participation were accepted (UTC); null until the profile is filled in."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "participant")
        verbose_name_plural = pgettext_lazy("kinds of objects", "participants")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def email(self) -> str:
        """Return the e-mail address of the participant's user."""
        return str(self.user.email)

    @property
    def has_profile(self) -> bool:
        """Return whether the participant has filled in the profile and accepted the terms."""
        return self.accepted_terms_at is not None

    def as_author(self) -> dict[str, Any]:
        """What a contribution keeps of its author, as it is now."""
        return {
            "author_name": self.name,
            "author_affiliation": self.affiliation,
            "author_organization": self.organization,
            "author_country": str(self.country or ""),
        }


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


# From one address (a ministry has one for all its people) so many times as many.
PER_ADDRESS = 5


class SignInRequest(models.Model):
    """A request for a sign-in code; `address` is the network address, `requested_at` in UTC."""

    email = models.EmailField(db_index=True)
    """In lower case."""
    address = models.GenericIPAddressField(null=True, db_index=True)
    requested_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.requested_at:%Y-%m-%d %H:%M} UTC"


def note_code_request(email: str, address: str | None) -> bool:
    """Notes the request; False where there were too many within an hour."""
    now = timezone.now()
    kept_for = timedelta(days=settings.CONTRIBUTIONS_KEEP_CODE_REQUESTS_DAYS)
    SignInRequest.objects.filter(requested_at__lt=now - kept_for).delete()
    recent = SignInRequest.objects.filter(requested_at__gt=now - timedelta(hours=1))
    most = settings.CONTRIBUTIONS_CODES_PER_HOUR
    if recent.filter(email=email).count() >= most:
        return False
    if address and recent.filter(address=address).count() >= most * PER_ADDRESS:
        return False
    SignInRequest.objects.create(email=email, address=address)
    return True
