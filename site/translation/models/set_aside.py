"""Problems that a translator believes to be none, and that a publisher has set aside."""

from django.conf import settings
from django.db import models


class SetAside(models.Model):
    """One problem of one pair of texts, wherever the pair stands. Instants are in UTC.

    It is remembered for these very texts: a changed word asks again.
    """

    pair = models.CharField(max_length=64)
    """A hash of the original, its translation and its language, see `quality.setting_aside`."""
    language = models.CharField(max_length=20)
    """The code of the translation's."""
    check_key = models.CharField(max_length=20)
    source = models.TextField()
    target = models.TextField()
    problem = models.TextField()
    """What the check said, in the language of whoever set it aside."""
    reason = models.TextField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "check_key"], name="one_set_aside_a_pair_and_check"
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_key} in {self.language}: {self.reason}"
