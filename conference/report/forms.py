"""Forms of the screen that collects contributions for a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from contributions.conference_registry import Conference
from core.languages.language_names import language_choices


class NarrowForm(forms.Form):
    """By what the list is narrowed; sent by GET."""

    session = forms.ChoiceField(label=pgettext_lazy("label", "Session"), required=False)
    question = forms.ChoiceField(label=_("Guiding question"), required=False)
    language = forms.ChoiceField(label=pgettext_lazy("label", "Language"), required=False)

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", pgettext("no restriction in a filter", "All"))
        sessions = [(str(session.key), session.title) for session in conference.sessions]
        questions = [
            (str(question.key), f"{session.title}, {question.number}. {question.text[:80]}")
            for session in conference.sessions
            for question in session.questions
        ]
        for name, choices in (
            ("session", sessions),
            ("question", questions),
            ("language", language_choices()),
        ):
            self.fields[name].choices = [every, *choices]  # type: ignore[attr-defined]


class CollectForm(forms.Form):
    """The chosen contributions, and the section they go into."""

    numbers = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Choose at least one contribution.")}
    )
    section = forms.ChoiceField(label=_("Section of the report"), required=False)
    title = forms.CharField(label=_("Heading of the new section"), max_length=200, required=False)

    def __init__(
        self, *args: Any, numbers: list[int], sections: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = [(number, str(number)) for number in numbers]  # type: ignore[attr-defined]
        self.fields["section"].choices = [*sections, ("", gettext("A new section"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """As Django's own; a new section needs a heading."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("section") and not cleaned.get("title"):
            self.add_error("title", gettext("Give the new section a heading."))
        return cleaned
