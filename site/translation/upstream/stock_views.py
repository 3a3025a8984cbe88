"""wagtail-localize's views and URL patterns, and the properties of its editor, to be overridden."""

import json
import re
from typing import Any

from django.urls import URLPattern
from django.utils.translation import gettext, pgettext

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


# The path of an image within rich text, see `core.text.rich_text_segments`.
_IMAGE = re.compile(r"\.'\d+'$")


def adapted(props: str) -> str:
    """Returns the JSON without "Convert to alias page", and with labels for rich text images."""
    data = json.loads(props)
    data["links"]["convertToAliasUrl"] = None
    for segment in data["segments"]:
        if _IMAGE.search(segment["contentPath"]):
            segment["location"] |= _of_image(is_text=segment["type"] == "string")
    return json.dumps(data)


def _of_image(*, is_text: bool) -> dict[str, Any]:
    if is_text:
        return {"subField": gettext("Description of the image")}
    return {"subField": pgettext("label", "Image"), "widget": {"type": "image_chooser"}}
