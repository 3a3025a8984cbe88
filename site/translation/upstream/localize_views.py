"""wagtail-localize's views and URL patterns, for the code that overrides them."""

from django.urls import URLPattern

from wagtail_localize import wagtail_hooks
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.views import report, submit_translations, update_translations
from wagtail_localize.views.edit_translation import apply_machine_translation

__all__ = ["apply_machine_translation", "get_machine_translator"]

SubmitPageTranslationView = submit_translations.SubmitPageTranslationView
SubmitSnippetTranslationView = submit_translations.SubmitSnippetTranslationView
UpdateTranslationsView = update_translations.UpdateTranslationsView
TranslationsReportView = report.TranslationsReportView


def addresses() -> list[URLPattern]:
    """Returns the URL patterns below "localize/" in the admin; each has a name."""
    [localize] = wagtail_hooks.register_admin_urls()
    patterns: list[URLPattern] = localize.url_patterns
    return patterns
