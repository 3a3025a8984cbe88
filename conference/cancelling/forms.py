"""The form of the "Cancel…" action."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from conference.models import ConferencePage
from conference.reason_fields import REASON, ReasonsForm


class CancelForm(ReasonsForm):
    """The reason, in at least one language of the site."""

    def __init__(self, *args: Any, conference: ConferencePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_reasons(conference.cancellation_reasons)

    def clean(self) -> dict[str, Any]:
        """As the base class; an error if there is no reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(value.strip() for value in cleaned.values()):
            self.refuse(ValidationError(gettext("Give the reason in at least one language.")))
        return cleaned

    def refuse(self, error: ValidationError) -> None:
        """Shows `error` beside the first reason: the admin shows none above the fields."""
        self.add_error(f"{REASON}{settings.LANGUAGE_CODE}", error)
