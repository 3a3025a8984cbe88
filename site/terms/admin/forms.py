"""Upload form for a file of terms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from terms.files import upload_reader
from terms.files.imported_rows import RefusedFileError, Row
from terms.files.key_matching import recognise
from terms.term_languages import choices


class ImportForm(forms.Form):
    """Takes a file; once it is valid, `rows` holds the parsed rows."""

    file = forms.FileField(
        label=pgettext_lazy("label", "File"),
        error_messages={"required": _("Choose a file.")},
        help_text=_(
            "CSV in UTF-8, TBX version 2 or 3 (style DCA), or a glossary of OmegaT, up to 1 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tbx,.xml,.txt,.utf8,.tab"}),
    )
    source_language = forms.ChoiceField(
        label=_("Language of the terms in a glossary"), choices=choices, required=False
    )
    target_language = forms.ChoiceField(
        label=_("Language of its translations"),
        choices=choices,
        required=False,
        help_text=_("Only a glossary of OmegaT does not say its languages itself."),
    )

    def clean(self) -> dict[str, Any]:
        """Parses the file into `rows`. Raises ValidationError where it is refused."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "file" not in cleaned:
            return cleaned
        # One byte more than allowed, to detect files that are too large.
        data = bytes(cleaned["file"].read(upload_reader.MAX_BYTES + 1))
        try:
            self.rows: list[Row] = recognise(upload_reader.read(data, self._languages(cleaned)))
        except RefusedFileError as refusal:
            raise ValidationError(str(refusal)) from refusal
        return cleaned

    def _languages(self, cleaned: dict[str, Any]) -> tuple[str, str] | None:
        source, target = cleaned.get("source_language"), cleaned.get("target_language")
        return (source, target) if source and target and source != target else None
