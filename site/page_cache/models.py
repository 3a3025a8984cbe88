"""The current generation of the page cache, shared by all workers and hosts."""

from django.db import models


class Generation(models.Model):
    """A single row with the token of the current generation."""

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
