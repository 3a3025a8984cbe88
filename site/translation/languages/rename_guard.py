"""Wagtail's form for locales, which may not rename a language that holds content.

Stock Wagtail lets an administrator turn English into German, with all its pages; the default
language is then found by nobody, and every address changes.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext, ngettext

from wagtail.locales.forms import LocaleForm
from wagtail.locales.utils import get_locale_usage
from wagtail.locales.views import LocaleViewSet

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
