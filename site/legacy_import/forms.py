"""Upload form of the importer."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from legacy_import.parsing.text_decoding import MAX_BYTES, TOO_LARGE
from security.uploads.disk_space import check_read


class UploadForm(forms.Form):
    """The file to import, and the options."""

    file = forms.FileField(
        label=pgettext_lazy("label", "File"),
        help_text=_("A page saved as HTML or plain text, or a ZIP archive of pages. At most 5 MB."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".txt,.htm,.html,.shtml,.xhtml,.mht,.mhtml,.zip"}
        ),
    )
    publish = forms.BooleanField(
        label=_("Publish the pages"),
        required=False,
        initial=True,
        help_text=_("Otherwise they are left as drafts."),
    )
    replace = forms.BooleanField(
        label=_("Write over pages that editors have changed"),
        required=False,
        help_text=_(
            "Also over pages that no import made, or another file did. What stands there now stays"
            " in the page’s history."
        ),
    )
    former_folder = forms.CharField(
        label=_("Address of the folder on the former site"),
        required=False,
        max_length=500,
        # An address: from left to right in every language.
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("For redirects and links. Files that name their own address do not need it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["former_folder"].initial = settings.FORMER_SITE_FOLDER

    def clean_file(self) -> Any:
        """Raises ValidationError where the file is too large or cannot be read."""
        file = self.cleaned_data["file"]
        check_read(file)
        if file.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file

    @property
    def choices(self) -> dict[str, Any]:
        """Returns the options as JSON values, to be stored with the upload."""
        names = ("publish", "replace", "former_folder")
        return {name: self.cleaned_data[name] for name in names}
