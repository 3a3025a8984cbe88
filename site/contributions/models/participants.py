"""Model of participants: accounts without password, separate from the staff's."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from django_countries.fields import CountryField


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
