"""Models for translators' mail: a user's preference, and what the next digest lists."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_localize.models import Translation


class MailPreference(models.Model):
    """How a user wants the mail about pages to translate; without a row, at once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    daily_digest = models.BooleanField(
        _("One mail a day about what there is to translate"),
        default=False,
        help_text=_("Instead of a mail for each change. It is sent after midnight (UTC)."),
    )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.daily_digest}"


class DigestEntry(models.Model):
    """One translation that the next digest of a user lists. Instants are in UTC."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "translation"], name="one_digest_entry")
        ]

    def __str__(self) -> str:
        return f"{self.translation_id} for {self.user_id}"
