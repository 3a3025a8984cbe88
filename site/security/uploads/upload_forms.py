"""The forms by which files get into the library, in the admin and in every chooser."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from PIL import Image

from security.uploads.content_types import holds_active_content, is_what_it_says
from security.uploads.disk_space import NO_ROOM, check_room


class StoredWithTheForm(forms.ModelForm):
    """Stores the file while the form is checked: a full disk is an error of the form."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if "file" not in self.fields:
            # The rest of a form whose file was looked at when it came.
            return
        try:
            check_room(self.files.get(self.add_prefix("file")))
        except ValidationError as error:
            # Of a file that was cut off, whatever else was found is untrue.
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
        try:
            return super().save(commit=commit)
        except Exception:
            self._forget()
            raise

    def _forget(self) -> None:
        """What no row names must not stay behind."""
        if "file" in self.changed_data:
            self.instance.file.storage.delete(self.instance.file.name)


class DocumentForm(StoredWithTheForm, BaseDocumentForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and not is_what_it_says(file.name, file):
            raise ValidationError(
                gettext("The content of this file is not what the end of its name says, or unsafe.")
            )
        return file


class ImageField(WagtailImageField):
    def to_python(self, data: Any) -> Any:
        """Wagtail's own lets through what the library raises on a header that lies."""
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception as error:
            message = self.error_messages["invalid_image"]
            raise ValidationError(message, code="invalid_image") from error


class ImageForm(StoredWithTheForm, BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("file")) is not None:
            self.fields["file"] = ImageField(
                label=field.label, required=field.required, widget=field.widget
            )

    def clean_file(self) -> Any:
        """Wagtail has compared content and name; here the whole image is read."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and not _is_sound(file):
            raise ValidationError(gettext("This file is damaged, or holds more than an image."))
        return file


def _is_sound(file: Any) -> bool:
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
    return not holds_active_content(content)
