"""Formset for the sessions of a new conference."""

from datetime import datetime
from typing import Any

from django import forms
from django.forms.utils import ErrorList
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from conference.models import SessionPage
from conference.new_conference.forms import NewConferenceForm
from conference.new_conference.local_time_fields import LocalDateTimeField, LocalTimesForm
from conference.new_conference.page_plan import NewSession

EMPTY_ROWS = 4
MOST_SESSIONS = 60


class SessionForm(LocalTimesForm):
    """One row; an empty row is no session."""

    # Required of a session, but not of a row that is left empty: `clean` asks for it.
    theme = forms.CharField(
        label=pgettext_lazy("label", "Theme"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    questions = forms.CharField(
        label=_("Guiding questions"),
        required=False,
        help_text=_("One in each line; they are numbered in this order."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    opens_at = LocalDateTimeField(label=pgettext_lazy("label of a date", "Opens"), required=False)
    closes_at = LocalDateTimeField(label=pgettext_lazy("label of a date", "Closes"), required=False)
    copied_from = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, conference: NewConferenceForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conference = conference

    @property
    def is_filled(self) -> bool:
        """Whether the row has a session."""
        changed = set(self.changed_data)
        if "copied_from" in changed:
            # Whoever empties the theme of a session that is offered does not want its questions.
            changed.discard("questions")
        return bool({"theme", "questions", "opens_at", "closes_at"} & changed)

    def has_changed(self) -> bool:
        """As Django's own; a row with nothing but the id of the copied session is unchanged."""
        return self.is_filled

    def clean(self) -> dict[str, Any]:
        """Converts the dates and validates them within the conference."""
        cleaned = self.cleaned_data
        if not cleaned.get("theme") and "theme" not in self.errors:
            self.add_error("theme", gettext("A session needs a theme."))
        was_entered = {name for name in ("opens_at", "closes_at") if cleaned.get(name)}
        zone = self.conference.cleaned_data.get("time_zone")
        opens_at, closes_at = self.resolve("opens_at", zone), self.resolve("closes_at", zone)
        if len(was_entered) == 1 and not self.errors:
            self.add_error("closes_at", gettext("Give both dates of the session, or none."))
        elif opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", gettext("The session cannot close before it opens."))
        self._check_within_conference(opens_at, closes_at)
        return cleaned

    @property
    def entered_questions(self) -> tuple[str, ...] | None:
        """A question for each line; None where the form that was sent knows of none."""
        name = self.add_prefix("questions")
        if self.fields["questions"].widget.value_omitted_from_data(self.data, self.files, name):
            return None
        lines = (line.strip() for line in self.cleaned_data["questions"].splitlines())
        return tuple(line for line in lines if line)

    def _check_within_conference(
        self, opens_at: datetime | None, closes_at: datetime | None
    ) -> None:
        first = self.conference.cleaned_data.get("opens_at")
        last = self.conference.cleaned_data.get("closes_at")
        if opens_at and first and opens_at < first:
            self.add_error("opens_at", gettext("The conference opens later than that."))
        if closes_at and last and closes_at > last:
            self.add_error("closes_at", gettext("The conference closes earlier than that."))


class BaseSessionFormSet(forms.BaseFormSet):
    """Validates the sessions together."""

    @property
    def conference(self) -> NewConferenceForm:
        """The conference's form."""
        form: NewConferenceForm = self.form_kwargs["conference"]
        return form

    def initial_form_count(self) -> int:
        """As Django's own; 0 for posted data, so that a proposed row may be emptied."""
        return 0 if self.is_bound else super().initial_form_count()

    def forgive(self) -> None:
        """As for a single form."""
        for form in self.forms:
            form.forgive()
        self._errors = [form.errors for form in self.forms]
        self._non_form_errors = ErrorList()

    def filled(self) -> list[SessionForm]:
        """The rows that have a session."""
        return [form for form in self.forms if form.has_changed()]

    def clean(self) -> None:
        """Requires dates in the order of the rows if sessions are consecutive."""
        if self.conference.cleaned_data.get("agenda") != "sequential":
            return
        before: SessionForm | None = None
        for form in self.filled():
            dates = form.cleaned_data.get("opens_at"), form.cleaned_data.get("closes_at")
            if not any(dates) and not form.errors:
                message = gettext("Sessions that follow each other need dates of their own.")
                form.add_error("opens_at", message)
            if not all(dates):
                continue
            if before is not None and dates[0] < before.cleaned_data["closes_at"]:
                message = gettext(
                    "This session opens before “%(theme)s” closes. Move it, or let the sessions "
                    "run concurrently."
                )
                form.add_error(
                    "opens_at", message % {"theme": before.cleaned_data.get("theme", "")}
                )
            before = form

    def sessions(self) -> tuple[NewSession, ...]:
        """Returns the sessions in the order of their rows; call it on a valid formset."""
        offered = self._sessions_of_source()
        return tuple(_session(form, offered) for form in self.filled())

    def _sessions_of_source(self) -> set[int]:
        """Returns the ids of sessions that may be copied: only those offered."""
        conference = self.conference.cleaned_data.get("copied_from")
        if conference is None:
            return set()
        return set(SessionPage.objects.child_of(conference).values_list("pk", flat=True))


def _session(form: SessionForm, offered: set[int]) -> NewSession:
    values = form.cleaned_data
    copied_from = values["copied_from"]
    return NewSession(
        theme=values["theme"],
        opens_at=values.get("opens_at"),
        closes_at=values.get("closes_at"),
        questions=form.entered_questions,
        copied_from=copied_from if copied_from in offered else None,
    )


def session_rows(
    data: Any, conference: NewConferenceForm, initial: list[dict[str, Any]]
) -> BaseSessionFormSet:
    """Returns the rows as posted, or the proposed ones and some empty ones."""
    make: Any = forms.formset_factory(
        SessionForm,
        formset=BaseSessionFormSet,
        extra=EMPTY_ROWS,
        max_num=MOST_SESSIONS,
        absolute_max=MOST_SESSIONS,
        validate_max=True,
    )
    rows: BaseSessionFormSet = make(
        data, initial=initial, prefix="sessions", form_kwargs={"conference": conference}
    )
    return rows


def with_more_rows(data: Any) -> Any:
    """Returns the posted values with a higher number of forms."""
    data = data.copy()
    name = "sessions-TOTAL_FORMS"
    rows = int(data[name]) if str(data.get(name, "")).isdecimal() else 0
    data[name] = str(min(rows + EMPTY_ROWS, MOST_SESSIONS))
    return data
