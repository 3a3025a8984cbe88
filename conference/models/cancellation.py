"""The cancellation of a conference: a decision with its reasons that stays public.

A withdrawn conference is unpublished; a cancelled one stays on record and says so everywhere.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from conference import date_statements
from conference.models.ical_sequence import CountedScheduleMixin

FIELDS = ["cancelled_at", "cancellation_reasons"]


class CancellableMixin(CountedScheduleMixin):
    """Keeps the cancellation out of drafts.

    Only `conference.decisions.cancel_and_extend` writes it. A page that is saved, which may be
    an old draft, takes it from the row that it replaces.
    """

    cancelled_at = models.DateTimeField(
        pgettext_lazy("field with a date", "cancelled"),
        null=True,
        editable=False,
        help_text=_("In UTC."),
    )
    cancellation_reasons = models.JSONField(
        _("reasons for the cancellation"),
        default=dict,
        # The release before this one saves conferences without it.
        db_default=models.Value({}, models.JSONField()),
        editable=False,
        help_text=_("Language code → text."),
    )

    shared_fields: ClassVar[list[str]] = [*CountedScheduleMixin.shared_fields, *FIELDS]
    exclude_fields_in_copy: ClassVar[list[str]] = [
        *CountedScheduleMixin.exclude_fields_in_copy,
        *FIELDS,
    ]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail's own, with the recorded cancellation."""
        self.apply_recorded_cancellation()
        return super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """As Wagtail's own, with the recorded cancellation instead of the draft's."""
        page: Any = super().with_content_json(content)  # type: ignore[misc]
        page.apply_recorded_cancellation()
        return page

    @property
    def cancellation_notice(self) -> date_statements.Notice | None:
        """When and why it was cancelled; None if it was not."""
        page: Any = self
        return date_statements.cancellation(page)

    def apply_recorded_cancellation(self) -> None:
        """Sets the fields as the row has them, if there is one."""
        rows: Any = type(self)._default_manager.filter(pk=self.pk)
        recorded = rows.values(*FIELDS).first() if self.pk else None
        for name, value in (recorded or {}).items():
            setattr(self, name, value)
