"""The one row that all workers and hosts share."""

from django.db import models


class Generation(models.Model):
    """What is kept belongs to the generation named here; a change of content names another."""

    THE_ROW = 1

    # A random name instead of a number: a restored backup cannot bring an old number up again.
    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token


class TagGeneration(models.Model):
    """The same for a tag (`core.cache_tags`); one without a row was never dropped."""

    tag = models.CharField(max_length=100, unique=True)
    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.tag}: {self.token}"
