"""The decisions about a published conference, extensions and its cancellation, on its page.

A withdrawn conference is unpublished; a cancelled one stays on record and says so everywhere.
"""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.models import Page

from conference import date_statements
from conference.models.extension import Extension, lock
from conference.models.schedule_change_count import CountedScheduleMixin

FIELDS = ["cancelled_at", "cancellation_reasons"]


class RecordedDecisionsMixin(CountedScheduleMixin):
    """Keeps extensions and the cancellation out of drafts; mix in before `BasePage`.

    Only `conference.decisions.cancel_and_extend` writes them. A page that is saved, which may be
    an old draft, takes the last extension from its record, with which the first closing is fixed,
    and the cancellation from the row that it replaces.
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

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail's own, with the recorded decisions."""
        if self.pk:
            # Waits until a concurrent extension is committed, then reads it.
            lock(Page.objects.filter(pk=self.pk))
        self.apply_recorded_decisions()
        return super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """As Wagtail's own, with the recorded decisions instead of the draft's."""
        page: Any = super().with_content_json(content)  # type: ignore[misc]
        page.apply_recorded_decisions()
        return page

    def apply_recorded_decisions(self) -> None:
        """Sets the dates by the record of extensions, and the cancellation by the row."""
        if not self.pk:
            return
        extensions: Any = Extension.objects.of(self)
        latest = extensions.values_list("conference__closes_at", "closes_at").last()
        if latest is not None:
            self.closes_at, self.extended_to = latest
        rows: Any = type(self)._default_manager.filter(pk=self.pk)
        for name, value in (rows.values(*FIELDS).first() or {}).items():
            setattr(self, name, value)

    @property
    def cancellation_notice(self) -> date_statements.Notice | None:
        """When and why it was cancelled; None if it was not."""
        page: Any = self
        return date_statements.cancellation(page)
