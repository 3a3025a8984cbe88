"""Extensions of conferences, recorded permanently.

The last extension defines the closing. Records belong to the original page and are not part of its
drafts: publishing a draft from before an extension does not undo it.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet


class ExtensionQuerySet(models.QuerySet["Extension"]):
    """Queries for extensions."""

    def of(self, *conferences: Page) -> "ExtensionQuerySet":
        """Extensions of these conferences, given in any language, oldest first."""
        keys = {conference.translation_key for conference in conferences}
        return self.filter(conference__translation_key__in=keys).order_by("closes_at", "pk")

    def with_reasons(self) -> "ExtensionQuerySet":
        """Prefetches the reasons."""
        return self.select_related("conference").prefetch_related(
            models.Prefetch("reasons", ExtensionReason.objects.select_related("locale"))
        )


class Extension(models.Model):
    """One decision to close a conference later."""

    conference = models.ForeignKey(
        "conference.ConferencePage",
        on_delete=models.CASCADE,
        related_name="extensions",
        verbose_name=pgettext_lazy("field", "conference"),
    )
    closes_at = models.DateTimeField(_("new closing"))
    decided_at = models.DateTimeField(
        pgettext_lazy("field with a date", "decided"),
        null=True,
        help_text=_("Empty where it was not recorded at the time."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "extension")
        verbose_name_plural = pgettext_lazy("kinds of objects", "extensions")
        ordering = ["closes_at", "pk"]

    def __str__(self) -> str:
        return f"{self.closes_at:%Y-%m-%d %H:%M} UTC"


class ExtensionReason(models.Model):
    """The reason for an extension, in one language."""

    extension = models.ForeignKey(Extension, on_delete=models.CASCADE, related_name="reasons")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(pgettext_lazy("field", "reason"), max_length=500)

    class Meta:
        verbose_name = _("reason for an extension")
        verbose_name_plural = _("reasons for extensions")
        constraints = [
            models.UniqueConstraint(fields=["extension", "locale"], name="one_reason_per_language")
        ]

    def __str__(self) -> str:
        return self.text


def lock(pages: PageQuerySet) -> None:
    """Locks the rows of `pages` until the transaction ends."""
    list(pages.select_for_update().order_by("pk").values_list("pk"))
