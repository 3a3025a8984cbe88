"""Form for adding a language and choosing the sections to submit for translation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from core.text.phrases import with_addition
from translation.languages.sections import Section

INDENT = "\u2003"


def label(section: Section) -> str:
    """Returns a section's label: its title and number of pages, indented by level."""
    message = ngettext("%(title)s (%(pages)s page)", "%(title)s (%(pages)s pages)", section.pages)
    words = message % {"title": section.title, "pages": section.pages}
    return INDENT * (section.level - 1) + words


class AddLanguageForm(forms.Form):
    """Choice of a language and of the sections to submit for translation."""

    language = forms.ChoiceField(label=pgettext_lazy("label", "Language"), widget=forms.RadioSelect)
    sections = forms.TypedMultipleChoiceField(
        label=_("Sections to hand to translators"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Each comes with all pages below it, and with the pages above it. What you leave out "
            "now can be handed over at any time."
        ),
    )

    def __init__(
        self, *args: Any, languages: dict[str, str], sections: list[Section], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = [(code, with_addition(name, code)) for code, name in languages.items()]
        chosen: Any = self.fields["sections"]
        chosen.choices = [(section.pk, label(section)) for section in sections]
