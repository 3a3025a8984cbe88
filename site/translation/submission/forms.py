"""Form for submitting many pages for translation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.models import Locale, Page

from core.languages.language_names import language_name
from translation.permissions.translation_permissions import may_translate_into


class LocalesField(forms.ModelMultipleChoiceField):
    """Checkboxes for the target languages."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Locale) -> str:
        """Returns the language's name."""
        return language_name(obj.language_code)


class SubmitPagesForm(forms.Form):
    """Target languages, and whether to include descendants."""

    locales = LocalesField(
        label=pgettext_lazy("label", "Languages"),
        queryset=Locale.objects.none(),
        help_text=_("Translations are created as drafts; nothing is published."),
    )
    below = forms.BooleanField(label=_("Also all pages below them"), required=False)

    def __init__(self, *args: Any, pages: Sequence[Page], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [locale.pk for locale in Locale.objects.all() if _is_offered(user, pages, locale)]
        field: Any = self.fields["locales"]
        field.queryset = Locale.objects.filter(pk__in=choices)


def _is_offered(user: Any, pages: Sequence[Page], locale: Locale) -> bool:
    """Whether the user may submit any of the pages for the locale; the job checks each page."""
    return any(
        page.locale_id != locale.pk and may_translate_into(user, page, locale) for page in pages
    )
