"""Edit forms, panels and validation of conferences and sessions."""

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import InlinePanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.query import PageQuerySet


def session_faults(
    session: Any,
    conference: Page,
    *,
    number: int | None,
    opens_at: datetime | None,
    closes_at: datetime | None,
) -> dict[str, str]:
    """Returns field → error for number and dates (UTC) of a session below `conference`.

    `session` may be unsaved; its own values are not read.
    """
    return {
        **_fault_of_number(session, conference, number),
        **_faults_of_dates(conference, opens_at, closes_at),
    }


def _fault_of_number(session: Any, conference: Page, number: int | None) -> dict[str, str]:
    # An alias shows another page, with its number.
    if getattr(session, "alias_of_id", None) or not number:
        return {}
    others = type(session).objects.child_of(conference).exclude(pk=session.pk)
    taken = others.filter(number=number, alias_of=None).first()
    if taken is None:
        return {}
    message = gettext("“%(title)s” has the number %(number)s already.")
    return {"number": message % {"title": taken.title, "number": number}}


def _faults_of_dates(
    conference: Page, opens_at: datetime | None, closes_at: datetime | None
) -> dict[str, str]:
    schedule = getattr(conference.specific, "schedule", None)
    found: dict[str, str] = {}
    if schedule is None:
        return found
    if opens_at and opens_at < schedule.opens_at:
        found["opens_at"] = gettext("The conference opens later than that.")
    if closes_at and closes_at > schedule.ends_at:
        found["closes_at"] = gettext("The conference closes earlier than that.")
    return found


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
            values = {name: cleaned.get(name) for name in ("number", "opens_at", "closes_at")}
            found = session_faults(self.instance, self.parent_page, **values)
            for name, message in found.items():
                self.add_error(name, message)
        return cleaned

    def _other_sessions(self) -> PageQuerySet:
        sessions = type(self.instance).objects
        if self.parent_page is None:
            return sessions.none()
        return sessions.child_of(self.parent_page).exclude(pk=self.instance.pk)


class SchedulePanel(MultiFieldPanel):
    """The dates, editable on the original only: all languages share them."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def __init__(self, **kwargs: object) -> None:
            super().__init__(**kwargs)
            if self.instance.pk and not self.instance.is_original():
                self.help_text = gettext(
                    "The dates are kept on the original page and shown in every language; "
                    "changes made here are not saved."
                )


class OutcomesPanel(InlinePanel):
    """The outcomes; on translations, only their texts are editable."""

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **kwargs: object) -> None:
            super().__init__(**kwargs)
            if self.instance.pk and not self.instance.is_original():
                self.help_text = gettext(
                    "The outcomes are kept on the original page and shown in every language; only "
                    "the titles and places given here are used."
                )
