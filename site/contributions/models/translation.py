"""Model of a contribution's translation: what translators work on, and what readers see of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contributions.markdown import as_html
from contributions.models.contribution import Contribution
from core.text.text_joining import with_addition


class Kind(models.TextChoices):
    """Whose translation it is; readers are always told."""

    OFFICIAL = "official", pgettext_lazy("translation of a contribution", "Official translation")
    COURTESY = "courtesy", pgettext_lazy("translation of a contribution", "Courtesy translation")
    MACHINE = "machine", _("Machine translation, not checked")


class Step(models.TextChoices):
    """How far the translators' text is."""

    DRAFT = "draft", pgettext_lazy("translation of a contribution", "Draft")
    REVIEW = "review", pgettext_lazy("translation of a contribution", "In review")
    APPROVED = "approved", pgettext_lazy("translation of a contribution", "Approved")


class TranslationQuerySet(models.QuerySet["ContributionTranslation"]):
    """Named queries for translations of contributions."""

    def published(self) -> "TranslationQuerySet":
        """What readers may see: a published translation of a published contribution."""
        return self.filter(published_at__isnull=False, contribution__state="published")

    def shown(self) -> "TranslationQuerySet":
        """The published ones, without what only translators need."""
        return self.published().defer("segments", "comment", "published_text")


class ContributionTranslation(models.Model):
    """Of one contribution into one language. All instants are UTC.

    `segments` are the translators'; the fields `published_…` are what readers see, which stays
    until the next approval.
    """

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(pgettext_lazy("field", "language"), max_length=10)
    kind = models.CharField(
        _("kind of translation"), max_length=10, choices=Kind.choices, default=Kind.COURTESY
    )
    translator_name = models.CharField(
        _("translated by"),
        max_length=150,
        blank=True,
        help_text=_("Readers see it. A person or a body; empty for official translations."),
    )
    segments = models.JSONField(default=list, blank=True, db_column="passages")
    """Dictionaries with `source` and `target`, the title first: see `translating.segments`.

    Code of the former release reads the column under its former name.
    """
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.DRAFT)
    comment = models.TextField(pgettext_lazy("field", "comment"), blank=True)
    """Why a reviewer has returned it."""
    is_stale = models.BooleanField(default=False)
    """Whether the original was edited since the segments were translated."""
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    """Who sent it to review, and so does not approve it."""

    published_at = models.DateTimeField(null=True)
    published_kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    published_name = models.CharField(max_length=150, blank=True)
    published_title = models.CharField(max_length=200, blank=True)
    published_text = models.TextField(blank=True)
    """Markdown."""
    published_html = models.TextField(blank=True)
    """Made of `published_text` and cleaned, when it is saved."""
    is_outdated = models.BooleanField(default=False)
    """Whether the original was edited since the published text was approved."""

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation of a contribution")
        verbose_name_plural = _("translations of contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "language"], name="one_translation_a_language"
            ),
        ]
        indexes = [models.Index(fields=["language", "step"], name="contr_translation_step")]

    def __str__(self) -> str:
        return str(with_addition(self.contribution, self.language))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's own; the HTML is first rendered from the published Markdown."""
        if "published_text" not in self.get_deferred_fields():
            self.published_html = as_html(self.published_text)
        super().save(*args, **kwargs)

    @property
    def is_published(self) -> bool:
        """Whether readers may see a text of it, as long as the original is published."""
        return self.published_at is not None

    def take_back(self) -> None:
        """Empties what readers see; does not save."""
        self.published_at = None
        self.published_kind = self.published_name = ""
        self.published_title = self.published_text = self.published_html = ""
        self.is_outdated = False
