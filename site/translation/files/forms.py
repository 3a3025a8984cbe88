"""Forms for exporting and importing translation files."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.languages.language_names import other_languages
from translation.permissions.visible_page_field import VisiblePageField

FORMAT_CHOICES = [
    ("po", _("One PO file for all pages")),
    ("zip", _("A ZIP archive, a PO file a page")),
    ("xliff-1.2", _("One XLIFF 1.2 file for all pages")),
    ("xliff-2.1", _("One XLIFF 2.1 file for all pages")),
]


class BulkExportForm(forms.Form):
    """Export of the pages selected in the explorer."""

    include_descendants = forms.BooleanField(label=_("With all pages below"), required=False)
    language = forms.ChoiceField(label=pgettext_lazy("label", "Language"), choices=other_languages)
    layout = forms.ChoiceField(label=pgettext_lazy("label", "Files"), choices=FORMAT_CHOICES)


class ExportForm(BulkExportForm):
    """Export of a section in one language and format."""

    section = VisiblePageField(
        label=pgettext_lazy("part of the site", "Section"),
        help_text=_("The page and, if you want, all pages below it."),
    )
    field_order = ["section"]

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["include_descendants"].initial = True
        section: Any = self.fields["section"]
        section.ask_for(request)


class FilesInput(forms.ClearableFileInput):
    """File input that accepts several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Field for several files; `clean` returns a list."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Validates each uploaded file and returns the list."""
        every: list[Any] = list(data) if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(item, initial) for item in every or [None]]


class ImportForm(forms.Form):
    """Upload of translation files."""

    uploads = FilesField(
        label=_("PO or XLIFF files, or ZIP archives of them"),
        allow_empty_file=True,  # an empty file is reported by the reader, together with its name
        widget=FilesInput(attrs={"accept": ".po,.xlf,.xliff,.zip", "multiple": True}),
        help_text=_("You see first what would change; nothing is written until you confirm it."),
    )
