"""Forms of the admin that look beyond the page they edit."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page
from wagtail.query import PageQuerySet


class ConferencePageForm(WagtailAdminPageForm):
    """The closing of a published conference is moved by the action “Extend…” only.

    So every extension is on record. What is archived may be corrected here, as long as no
    extension is on record.
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
    """A session's number is free within its conference, and proposed for a new session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.number is None and "number" in self.fields:
            highest = self._other_sessions().aggregate(highest=Max("number"))["highest"]
            self.initial["number"] = (highest or 0) + 1

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        number = cleaned.get("number")
        taken = self._other_sessions().filter(number=number).first() if number else None
        if taken is not None:
            message = gettext("“%(title)s” has the number %(number)s already.")
            self.add_error("number", message % {"title": taken.title, "number": number})
        self._check_within_conference(cleaned)
        return cleaned

    def _check_within_conference(self, cleaned: dict[str, Any]) -> None:
        """A session's dates lie within those of its conference."""
        conference: Page | None = self.parent_page and self.parent_page.specific
        schedule = getattr(conference, "schedule", None)
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if schedule is None:
            return
        if opens_at and opens_at < schedule.opens_at:
            self.add_error("opens_at", gettext("The conference opens later than that."))
        if closes_at and closes_at > schedule.ends_at:
            self.add_error("closes_at", gettext("The conference closes earlier than that."))

    def _other_sessions(self) -> PageQuerySet:
        sessions = type(self.instance).objects
        if self.parent_page is None:
            return sessions.none()
        return sessions.child_of(self.parent_page).exclude(pk=self.instance.pk)
