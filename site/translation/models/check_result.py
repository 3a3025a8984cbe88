"""Model with the number of errors that the checks found in a translation."""

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
