"""Models of the importer: records of imported files, and uploads with their reports."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.models import Page


class ImportedSource(models.Model):
    """A file of the former site, and the page imported from it.

    A file has a record for its own page; an agenda also has one for each session it names.
    """

    source = models.CharField(pgettext_lazy("field", "source"), max_length=400)
    sha256 = models.CharField(max_length=64, db_index=True)
    page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("field", "page"),
    )
    revision_id = models.PositiveBigIntegerField(null=True)
    """The page's latest revision after the import; a later one is by an editor."""
    former_address = models.CharField(_("former address"), max_length=1000, blank=True)
    is_main = models.BooleanField(default=True)
    """False for a session that an agenda names."""
    imported_at = models.DateTimeField(
        pgettext_lazy("field with a date", "imported"), auto_now=True
    )

    class Meta:
        verbose_name = _("imported source")
        verbose_name_plural = _("imported sources")
        ordering = ["-imported_at"]

    def __str__(self) -> str:
        return self.source


class ImportUpload(models.Model):
    """An uploaded file with the reports of its dry run and its import."""

    name = models.CharField(pgettext_lazy("field", "file"), max_length=400)
    content = models.BinaryField()
    """Empty once it is imported."""
    choices = models.JSONField(default=dict)
    """`UploadForm.choices`."""
    trial = models.JSONField(null=True)
    """The report of the dry run, as from `ImportReport.to_json`."""
    report = models.JSONField(null=True)
    """The report of the import."""
    confirmed_at = models.DateTimeField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name
