"""`manage.py check` fails on text that no translator can reach (translation.E001 to E003)."""

from typing import Any

from django.core import checks
from django.db import models

from wagtail.models import TranslatableMixin, get_page_models
from wagtail.snippets.models import get_snippet_models

from translation import untranslatable_fields


def register() -> None:
    checks.register(check_translated_models, checks.Tags.models)


def check_translated_models(**_kwargs: Any) -> list[checks.CheckMessage]:
    snippets = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
    return [error for model in [*get_page_models(), *snippets] for error in errors_in(model)]


def errors_in(model: type[models.Model]) -> list[checks.CheckMessage]:
    """One error for each place of `model` whose text would stay in the original's language."""
    return [
        checks.Error(
            f"{model._meta.label}: {fault.path} {fault.reason}.",
            hint=fault.hint,
            obj=model,
            id=f"translation.{fault.code}",
        )
        for fault in untranslatable_fields.in_model(model)
    ]
