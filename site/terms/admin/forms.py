"""Upload form for a file of terms, in two steps: preview, then import."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from terms.files import upload_reader
from terms.files.imported_rows import RefusedFileError, Row
from terms.files.key_matching import recognise
from terms.term_languages import choices


class ImportForm(forms.Form):
    """Takes a file or, on the second step, its content (base64) in a hidden field.

    Once valid, `rows` holds the parsed rows and `kept` the content for the second step.
    """

    file = forms.FileField(
        label=pgettext_lazy("label", "File"),
        required=False,
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
    content = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Parses the file into `rows`. Raises ValidationError where it is refused."""
        cleaned: dict[str, Any] = super().clean() or {}
        data = self._data(cleaned)
        try:
            self.rows: list[Row] = recognise(upload_reader.read(data, self._languages(cleaned)))
        except RefusedFileError as refusal:
            raise ValidationError(str(refusal)) from refusal
        self.kept = base64.b64encode(data).decode("ascii")
        return cleaned

    @property
    def glossary_languages(self) -> dict[str, str]:
        """Of a glossary, for the second step."""
        names = ("source_language", "target_language")
        return {name: self.cleaned_data.get(name) or "" for name in names}

    def _languages(self, cleaned: dict[str, Any]) -> tuple[str, str] | None:
        source, target = cleaned.get("source_language"), cleaned.get("target_language")
        return (source, target) if source and target and source != target else None

    def _data(self, cleaned: dict[str, Any]) -> bytes:
        file = cleaned.get("file")
        if file:
            # One byte more than allowed, to detect files that are too large.
            return bytes(file.read(upload_reader.MAX_BYTES + 1))
        try:
            data = base64.b64decode(cleaned.get("content") or "", validate=True)
        except binascii.Error:
            data = b""
        if not data:
            raise ValidationError(gettext("Choose a file."))
        return data
