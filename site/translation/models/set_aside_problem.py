"""Model for problems found by checks that a translator set aside with a reason."""

from django.conf import settings
from django.db import models


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
