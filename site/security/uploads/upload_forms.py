"""Upload forms of images and documents, for the admin and its choosers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from PIL import Image

from security.uploads.content_types import has_active_content, matches_extension
from security.uploads.disk_space import NO_ROOM, check_room


class StoreOnValidationForm(forms.ModelForm):
    """Stores the file during validation, so that a full disk is a form error."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if "file" not in self.fields:
            # A form without the file, which was checked when it was uploaded.
            return
        try:
            check_room(self.files.get(self.add_prefix("file")))
        except ValidationError as error:
            # Other errors of a truncated file are misleading.
            self.errors.pop("file", None)
            self.add_error("file", error)
        if not self.errors and "file" in self.changed_data:
            self._store()

    def _store(self) -> None:
        upload = self.cleaned_data["file"]
        try:
            self.instance.file.save(upload.name, upload, save=False)
        except OSError:
            self.add_error("file", NO_ROOM)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """As Django's, but deletes the stored file where saving fails."""
        try:
            return super().save(commit=commit)
        except Exception:
            self._delete_file()
            raise

    def _delete_file(self) -> None:
        if "file" in self.changed_data:
            self.instance.file.storage.delete(self.instance.file.name)


class DocumentForm(StoreOnValidationForm, BaseDocumentForm):
    """Wagtail's document form with a check of the content."""

    def clean_file(self) -> Any:
        """Raises ValidationError where content and extension do not match."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and not matches_extension(file.name, file):
            raise ValidationError(
                gettext("The content of this file is not what the end of its name says, or unsafe.")
            )
        return file


class ImageField(WagtailImageField):
    """Wagtail's image field, with every decoding error as a validation error."""

    def to_python(self, data: Any) -> Any:
        """As Wagtail's, but also converts errors that Pillow raises for invalid headers."""
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:
            message = self.error_messages["invalid_image"]
            raise ValidationError(message, code="invalid_image") from error


class ImageForm(StoreOnValidationForm, BaseImageForm):
    """Wagtail's image form with a check of the whole image."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("file")) is not None:
            self.fields["file"] = ImageField(
                label=field.label, required=field.required, widget=field.widget
            )

    def clean_file(self) -> Any:
        """Raises ValidationError where the image is damaged or has active content."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and not _is_intact(file):
            raise ValidationError(gettext("This file is damaged, or holds more than an image."))
        return file


def _is_intact(file: Any) -> bool:
    try:
        file.seek(0)
        content = file.read()
        file.seek(0)
        with Image.open(file) as image:
            image.load()
    except Exception:
        return False
    finally:
        file.seek(0)
    return not has_active_content(content)
