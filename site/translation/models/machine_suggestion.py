"""Model for what a machine suggested: kept beside the translations, never one of them."""

from django.db import models

from wagtail.models import Locale
from wagtail_localize.models import String


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
