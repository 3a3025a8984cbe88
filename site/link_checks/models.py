"""Model of links to other sites with the result of their last check."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Longer addresses are not checked; an index of PostgreSQL takes little more.
LONGEST = 1000


class CheckedLinkQuerySet(models.QuerySet["CheckedLink"]):
    """Named queries for checked links."""

    def broken(self) -> "CheckedLinkQuerySet":
        """Return the links that did not work when they were last checked."""
        return self.exclude(result__in=[CheckedLink.Result.WELL, CheckedLink.Result.NOT_ASKED])


class CheckedLink(models.Model):
    """One address elsewhere. All instants are in UTC."""

    class Result(models.TextChoices):
        WELL = "well", pgettext_lazy("result of a link check", "Works")
        NOT_ASKED = "not_asked", _("Not checked: the other site refuses robots")
        GONE = "gone", _("Not found")
        REFUSED = "refused", pgettext_lazy("result of a link check", "Refused")
        FAULT = "fault", _("Fault of the other site")
        UNREACHABLE = "unreachable", _("Cannot be reached")
        UNSAFE = "unsafe", _("Leads into a private network")

    url = models.CharField(max_length=LONGEST, unique=True)
    result = models.CharField(max_length=12, choices=Result)
    status = models.PositiveSmallIntegerField(null=True)
    """Of HTTP; None where there was no answer."""
    found_on = models.JSONField(default=list)
    """Keys of the pages on which it stands."""
    checked_at = models.DateTimeField()

    objects = CheckedLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url
