"""Wagtail's forms of images and documents, which say where the disk is full."""

from django import forms
from django.core.exceptions import ValidationError

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from core.room import check_room


class RoomMixin(forms.BaseForm):
    def _post_clean(self) -> None:
        """Instead of what else was found: of a file that was cut off, all of it is untrue."""
        super()._post_clean()  # type: ignore[misc]
        try:
            check_room(self.files.get(self.add_prefix("file")))
        except ValidationError as error:
            self.errors.pop("file", None)
            self.add_error("file", error)


class ImageForm(RoomMixin, BaseImageForm):
    pass


class DocumentForm(RoomMixin, BaseDocumentForm):
    pass
