"""Forms of the translation memory's screen."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def languages() -> list[tuple[str, Any]]:
    """Returns the choices of all languages."""
    return list(settings.LANGUAGES)


def other_languages() -> list[tuple[str, Any]]:
    """Returns the choices of languages other than the default one."""
    return [pair for pair in settings.LANGUAGES if pair[0] != settings.LANGUAGE_CODE]


class SearchForm(forms.Form):
    """Search for words or a sentence, in originals or translations."""

    words = forms.CharField(
        label=pgettext_lazy("what to search for", "Words"), max_length=500, required=False
    )
    language = forms.ChoiceField(label=_("Language of the translations"), choices=other_languages)
    in_target = forms.BooleanField(label=_("Look in the translations"), required=False)


class TmxImportForm(forms.Form):
    """Upload of a TMX file."""

    file = forms.FileField(
        label=_("TMX file"),
        help_text=_("Languages that the site does not have are left out."),
        widget=forms.FileInput(attrs={"accept": ".tmx,.xml"}),
    )
