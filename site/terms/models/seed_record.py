"""Record of the rows that the seed has created, so that they are not created again."""

from django.db import models


class SeededTerm(models.Model):
    """One row of the data file. Its term may have been changed or deleted since."""

    key = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    text = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "language", "text"], name="seeded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.language} {self.text}"
