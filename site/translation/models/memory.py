"""Models of the translation memory, kept after their pages are deleted, and machine suggestions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.models import Locale
from wagtail_localize.models import String


class MemorySource(models.Model):
    """One distinct original text for one pair of languages, which matches are looked up in."""

    digest = models.CharField(max_length=64, unique=True)
    """Hash of both language codes and the plain text."""
    source_language = models.CharField(max_length=12)
    target_language = models.CharField(max_length=12)
    text = models.TextField()
    """Plain text on one line."""
    folded = models.TextField()
    """The text without accents and in lower case, for the concordance."""

    class Meta:
        indexes = [
            models.Index(fields=["source_language", "target_language"], name="memory_languages")
        ]

    def __str__(self) -> str:
        return self.text


class MemoryShingle(models.Model):
    """Hash of a word or word pair of an original: the index for fuzzy matching."""

    source = models.ForeignKey(MemorySource, on_delete=models.CASCADE, related_name="shingles")
    key = models.BigIntegerField()
    """Hash of both language codes and the words."""
    length = models.PositiveIntegerField()
    """Length of the original in characters: limits candidates to similar lengths."""

    class Meta:
        constraints = [
            # Covering index: the lookup does not read the table itself.
            models.UniqueConstraint(fields=["key", "length", "source"], name="one_shingle_a_source")
        ]

    def __str__(self) -> str:
        return f"{self.key} in {self.source_id}"


class Origin(models.TextChoices):
    """Where a pair comes from."""

    SITE = "site", _("Approved on this site")
    FILE = "file", _("Imported from a file")
    ALIGNED = "aligned", _("Aligned from bilingual pages")


class MemoryPair(models.Model):
    """One original and its translation, at one place of a page or from a file.

    A later approval at the same place replaces the earlier one. There is no foreign key to pages,
    so pairs are kept when pages are deleted. Instants are in UTC.
    """

    source = models.ForeignKey(MemorySource, on_delete=models.CASCADE, related_name="pairs")
    digest = models.CharField(max_length=64, unique=True)
    """Hash of the original and its place; for files without places, also of the translation."""
    source_html = models.TextField()
    """As `String.data`: HTML with link attributes replaced by ids."""
    target_html = models.TextField()
    target_folded = models.TextField()
    """Plain text without accents and in lower case, for the concordance."""
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.SITE)
    file_name = models.CharField(max_length=255, blank=True, db_index=True)
    """The file's name, for imported pairs."""
    page_key = models.UUIDField(null=True, db_index=True)
    """The translation key of the page; None for imported pairs."""
    page_title = models.CharField(max_length=255, blank=True)
    """Title of the original page at the time of approval; for imported pairs, as in the file."""
    page_type = models.CharField(max_length=100, blank=True)
    """"app_label.model" of the page or snippet."""
    place = models.CharField(max_length=255, blank=True)
    """The field's path without block ids: "body.paragraph"."""
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("pair of the translation memory")
        verbose_name_plural = _("translation memory")

    def __str__(self) -> str:
        return self.source_html


class MachineSuggestion(models.Model):
    """The latest suggestion for a source text in one language, wherever it stands."""

    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    html = models.TextField()
    """As a translation is stored; what is not well-formed was left out."""
    made_at = models.DateTimeField(auto_now=True)
    """UTC."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["string", "locale"], name="one_suggestion_a_string")
        ]

    def __str__(self) -> str:
        return self.html
