"""WithdrawnConference: a conference that was unpublished, for calendars and feeds.

A reader's calendar keeps an event until it is told that the event is cancelled. The record of a
withdrawn conference holds identifiers and dates only: the words of an unpublished page are nobody's
to read.
"""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.models import Locale, Page


class WithdrawnConferenceQuerySet(models.QuerySet["WithdrawnConference"]):
    """Queries for withdrawn conferences."""

    def announced(self) -> "WithdrawnConferenceQuerySet":
        """Those that would still last and are published in no language, the latest first."""
        # By name, to avoid an import cycle.
        pages = apps.get_model("conference", "ConferencePage")._base_manager
        live = pages.filter(translation_key=OuterRef("conference_key"), live=True)
        lasting = self.filter(~Exists(live), ends_at__gt=timezone.now())
        return lasting.order_by("-withdrawn_at", "conference_key", "pk")

    def below(self, portal: Page) -> "list[WithdrawnConference]":
        """The announced ones below `portal` in any language, each once; one query."""
        found = self.announced().filter(portal_key=portal.translation_key)
        return list({each.conference_key: each for each in found}.values())


class WithdrawnConference(models.Model):
    """One language version of a conference that was public and is not any more."""

    conference_key = models.UUIDField(_("translation key of the conference"))
    portal_key = models.UUIDField(_("translation key of its portal"), db_index=True)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    url_path = models.TextField(_("path in the page tree"))
    opens_at = models.DateTimeField(pgettext_lazy("field with a date", "opens"))
    ends_at = models.DateTimeField(
        pgettext_lazy("field with a date", "closes"), help_text=_("In UTC, an extension included.")
    )
    revision = models.PositiveIntegerField(_("changes of the dates"))
    sessions = models.JSONField(
        _("sessions with dates of their own"),
        default=list,
        help_text=_("Key, opening, closing and changes of the dates of each."),
    )
    withdrawn_at = models.DateTimeField(
        pgettext_lazy("field with a date", "withdrawn"), help_text=_("In UTC.")
    )

    objects = WithdrawnConferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawn conference")
        verbose_name_plural = _("withdrawn conferences")
        constraints = [
            models.UniqueConstraint(
                fields=["conference_key", "locale"], name="withdrawn_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.url_path} ({self.withdrawn_at:%Y-%m-%d})"

    @property
    def keys(self) -> list[UUID]:
        """The translation keys of the conference and of its dated sessions."""
        return [self.conference_key, *(UUID(session["key"]) for session in self.sessions)]

    @property
    def slug(self) -> str:
        """The conference's part of its address."""
        return self.url_path.rstrip("/").rpartition("/")[2]

    @staticmethod
    def described(session: Any) -> dict[str, Any]:
        """Returns a dated session as an item of `sessions`."""
        return {
            "key": str(session.translation_key),
            "opens_at": session.opens_at.isoformat(),
            "closes_at": session.closes_at.isoformat(),
            "revision": session.schedule_revision,
        }
