"""Models of a conference's moderation settings and of its moderators' rights."""

from django.contrib.auth.models import Group
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Participation(models.TextChoices):
    """Who may take part in a conference."""

    OPEN = "open", _("Everybody who registers")
    APPROVED = "approved", _("Those whose registration the moderators approve")
    INVITED = "invited", _("Those who were invited")


class Moderation(models.TextChoices):
    """Whether contributions are moderated before or after publication."""

    BEFORE = "before", _("Before publication")
    AFTER = "after", _("After publication")


class ModerationSettings(models.Model):
    """Of one conference. A conference without this row takes no contributions on the site."""

    conference_key = models.UUIDField(pgettext_lazy("field", "conference"), unique=True)
    participation = models.CharField(
        _("who may take part"),
        max_length=10,
        choices=Participation.choices,
        default=Participation.APPROVED,
    )
    moderation = models.CharField(
        pgettext_lazy("field", "moderation"),
        max_length=10,
        choices=Moderation.choices,
        default=Moderation.BEFORE,
        help_text=_("Whether contributions await moderation, or are published at once."),
    )
    first_waits = models.BooleanField(
        _("first contribution waits"),
        default=True,
        help_text=_("The first contribution of each participant always awaits moderation."),
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("time for editing"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_("For how many minutes authors may edit what they posted; empty: 30."),
    )

    class Meta:
        verbose_name = pgettext_lazy("of contributions", "settings of a conference")
        verbose_name_plural = pgettext_lazy("of contributions", "settings of conferences")

    def __str__(self) -> str:
        return str(self.conference_key)


class ModeratorRight(models.Model):
    """Lets a group moderate: everything, or what is of one conference, session or language."""

    group = models.ForeignKey(
        Group,
        on_delete=models.CASCADE,
        related_name="moderator_rights",
        verbose_name=pgettext_lazy("field", "group"),
    )
    conference_key = models.UUIDField(pgettext_lazy("field", "conference"), null=True, blank=True)
    session_key = models.UUIDField(pgettext_lazy("field", "session"), null=True, blank=True)
    language = models.CharField(
        pgettext_lazy("field", "language"),
        max_length=10,
        blank=True,
        help_text=_("Empty: every language."),
    )

    class Meta:
        verbose_name = _("right to moderate")
        verbose_name_plural = _("rights to moderate")

    def __str__(self) -> str:
        return f"{self.group} {self.language}".strip()
