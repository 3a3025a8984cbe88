"""Model of the version at which each kind of derived rows was last rebuilt."""

from django.db import models


class DerivedVersion(models.Model):
    """Name and version of a step of `core.derived_data`."""

    name = models.CharField(max_length=60, primary_key=True)
    version = models.PositiveIntegerField()
    rebuilt_at = models.DateTimeField()
    """Instant of the last rebuild (UTC)."""

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
