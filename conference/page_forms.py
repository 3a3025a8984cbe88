"""Edit forms of conferences and sessions."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.query import PageQuerySet

from conference import session_validation


class ConferencePageForm(WagtailAdminPageForm):
    """Disables the closing of a published conference, which "Extend…" changes.

    So every extension is recorded. An archived conference without a recorded extension can be
    corrected here.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        is_extended = bool(page.pk and page.extension_notices)
        if is_extended:
            self._fix("closes_at", gettext("An extension is on record, and this date with it."))
        if is_extended or (page.pk and page.live and not page.in_archive):
            self._fix("extended_to", gettext("Use “Extend…” in the page’s menu to change it."))

    def _fix(self, name: str, reason: str) -> None:
        if name in self.fields:
            self.fields[name].disabled = True
            self.fields[name].help_text = reason


class SessionPageForm(WagtailAdminPageForm):
    """Validates that a session's number is unique, and proposes one for a new session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.number is None and "number" in self.fields:
            highest = self._other_sessions().aggregate(highest=Max("number"))["highest"]
            self.initial["number"] = (highest or 0) + 1

    def clean(self) -> dict[str, Any]:
        """As Wagtail's own; validates a new session, which has no parent in `Model.clean` yet."""
        cleaned = super().clean()
        if not self.instance.path and self.parent_page is not None:
            found = session_validation.faults(self.instance, self.parent_page, **_values(cleaned))
            for name, message in found.items():
                self.add_error(name, message)
        return cleaned

    def _other_sessions(self) -> PageQuerySet:
        sessions = type(self.instance).objects
        if self.parent_page is None:
            return sessions.none()
        return sessions.child_of(self.parent_page).exclude(pk=self.instance.pk)


def _values(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {name: cleaned.get(name) for name in ("number", "opens_at", "closes_at")}
