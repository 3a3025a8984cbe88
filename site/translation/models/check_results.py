"""Models of the checks: errors found in a translation, and those set aside with a reason."""

from django.conf import settings
from django.db import models

from wagtail_localize.models import Translation


class CheckResult(models.Model):
    """Stored result of the checks of one translation; only `checks.stored_results` writes it."""

    translation = models.OneToOneField(
        Translation, on_delete=models.CASCADE, primary_key=True, related_name="check_result"
    )
    changed_at = models.DateTimeField()
    """`changed_at` (UTC) of the progress of the texts that were checked; with another, outdated."""
    errors = models.PositiveIntegerField(default=0)
    checks_version = models.CharField(max_length=16, db_default="", editable=False)
    """`checks.checks_version` of the checks that found them; with another, outdated."""

    class Meta:
        indexes = [
            models.Index(
                fields=["-changed_at"], condition=models.Q(errors__gt=0), name="check_result_errors"
            )
        ]

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.errors}"


class SetAsideProblem(models.Model):
    """One problem set aside for a pair of texts, wherever it occurs. Instants are in UTC.

    It applies to these exact texts: after a change, the problem is reported again.
    """

    pair = models.CharField(max_length=64)
    """Hash of the original, the translation and its language, see `checks.set_aside_problems`."""
    language = models.CharField(max_length=20)
    """The language code of the translation."""
    check_key = models.CharField(max_length=20)
    source = models.TextField()
    target = models.TextField()
    problem = models.TextField()
    """The check's message, in the language of the user who set it aside."""
    reason = models.TextField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # The name from before the model was renamed; the release before this one reads it, too.
        db_table = "translation_setaside"
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "check_key"], name="one_set_aside_a_pair_and_check"
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_key} in {self.language}: {self.reason}"
