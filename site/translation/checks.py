"""`manage.py check` fails on text that no translator can reach (translation.E001 to E004)."""

from typing import Any

from django.core import checks
from django.db import models

from wagtail.models import get_page_models

from translation import reach


def register() -> None:
    checks.register(check_page_models, checks.Tags.models)


def check_page_models(**_kwargs: Any) -> list[checks.CheckMessage]:
    return [error for model in get_page_models() for error in errors_in(model)]


def errors_in(model: type[models.Model]) -> list[checks.CheckMessage]:
    """One error for each place of `model` whose text would stay in the original's language."""
    return [
        checks.Error(
            f"{model._meta.label}: {fault.path} {fault.reason}.",
            hint=fault.hint,
            obj=model,
            id=f"translation.{fault.code}",
        )
        for fault in reach.in_model(model)
    ]
