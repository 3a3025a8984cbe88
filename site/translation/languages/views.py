"""Views that add and rename a language; they replace Wagtail's forms for locales.

Stock Wagtail lets an administrator turn English into German, with all its pages; the default
language is then found by nobody, and every address changes.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from wagtail.locales.forms import LocaleForm
from wagtail.locales.utils import get_locale_usage
from wagtail.locales.views import LocaleViewSet

from core.text.text_joining import with_addition
from jobs import runner
from translation.languages.add_language_job import KIND, may_add_language
from translation.languages.addable_languages import (
    has_catalogue,
    missing_languages,
    original_home,
)
from translation.languages.sections_to_submit import Section, sections

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


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Renders the form and starts the background job. Raises PermissionDenied."""
    if not may_add_language(request.user):
        raise PermissionDenied
    languages = missing_languages()
    home = original_home()
    form = AddLanguageForm(
        request.POST or None, languages=languages, sections=sections(home) if home else []
    )
    if request.method == "POST" and form.is_valid():
        return _start(request, languages, form.cleaned_data)
    context = {
        "form": form,
        "languages": languages,
        "without_catalogue": [name for code, name in languages.items() if not has_catalogue(code)],
    }
    return render(request, "translation/add_language.html", context)


def _start(request: HttpRequest, languages: dict[str, str], data: dict[str, Any]) -> HttpResponse:
    code = data["language"]
    job = runner.start(
        KIND, request.user, subject=languages[code], language=code, sections=data["sections"]
    )
    return redirect(job.url)


NAMESPACE = "wagtaillocales"


class GuardedLocaleForm(LocaleForm):
    """Refuses another language for the default locale, and for one with content."""

    def clean_language_code(self) -> str:
        """Returns the language. Raises ValidationError if it may not be another."""
        code = str(self.cleaned_data["language_code"])
        former = self.initial.get("language_code")
        if code == former:
            return code
        if former == settings.LANGUAGE_CODE:
            raise ValidationError(gettext("The default language of the site cannot be renamed."))
        pages, others = get_locale_usage(self.instance)
        if pages or others:
            raise ValidationError(_refusal(pages + others))
        return code


def _refusal(number: int) -> str:
    message = ngettext(
        "This language holds %(number)d page or other object, which would be in another language. "
        "Add the other language instead.",
        "This language holds %(number)d pages and other objects, which would be in another "
        "language. Add the other language instead.",
        number,
    )
    return message % {"number": number}


class GuardedLocaleViewSet(LocaleViewSet):
    """Wagtail's screens for locales with the guarded form."""

    def get_form_class(self, for_update: bool = False) -> type[LocaleForm]:  # noqa: FBT001, FBT002 - as in Wagtail
        """Returns the guarded form."""
        return GuardedLocaleForm


def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The screen that edits a locale."""
    view: Any = GuardedLocaleViewSet(NAMESPACE, url_prefix="locales").edit_view
    response: HttpResponseBase = view(request, pk=str(pk))
    return response
