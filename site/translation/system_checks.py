"""System checks for text fields that cannot be translated (translation.E001 to E003)."""

from typing import Any

from django.core import checks
from django.db import models

from wagtail.models import TranslatableMixin, get_page_models
from wagtail.snippets.models import get_snippet_models

from translation import translatability


def register() -> None:
    """Registers the check."""
    checks.register(check_translated_models, checks.Tags.models)


def check_translated_models(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Checks all page models and translatable snippet models."""
    snippets = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
    return [error for model in [*get_page_models(), *snippets] for error in errors_in(model)]


def errors_in(model: type[models.Model]) -> list[checks.CheckMessage]:
    """Returns an error for each text field of `model` that stays untranslated."""
    return [
        checks.Error(
            f"{model._meta.label}: {fault.path} {fault.reason}.",
            hint=fault.hint,
            obj=model,
            id=f"translation.{fault.code}",
        )
        for fault in translatability.in_model(model)
    ]
