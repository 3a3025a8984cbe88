"""Blocks that show a file: an image, a document."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractRendition

from core.languages.language_names import language_choices
from core.media.documents import LibraryFile, is_readable
from core.media.images import picture_of
from core.pages import body_prefetch


class LibraryImageBlock(ImageChooserBlock):
    """An image of the library; from memory where a whole section was fetched at once."""

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        return body_prefetch.many(self.model_class, values)


class LibraryDocumentBlock(DocumentChooserBlock):
    """A document of the library; from memory where a whole section was fetched at once."""

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        return body_prefetch.many(self.model_class, values)


def file_language(label: Any) -> blocks.ChoiceBlock:
    """The choice of the language that a file is in."""
    return blocks.ChoiceBlock(
        label=label, choices=language_choices, default="en", search_index=False
    )


def any_document() -> Any:
    """For previews: a file cannot be made up. None in an empty library."""
    return get_document_model().objects.order_by("pk").first()


class FigureValue(blocks.StructValue):
    @cached_property
    def picture(self) -> AbstractRendition:
        """The image as readers get it."""
        return picture_of(self["image"])


class FigureBlock(blocks.StructBlock):
    image = LibraryImageBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Description for those who cannot see it"),
        max_length=250,
        help_text=_("What the image says, in one sentence. Printed and read aloud in its place."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image with its description and caption.")
        template = "blocks/figure.html"
        value_class = FigureValue

    def get_preview_value(self) -> Any:
        """Any image of the library: an image cannot be made up for a preview."""
        from wagtail.images import get_image_model

        image = get_image_model().objects.order_by("pk").first()
        return self.normalize(
            {"image": image, "alt": "A meeting room", "caption": "A meeting room"}
        )


class DocumentValue(blocks.StructValue):
    @property
    def text(self) -> str:
        """What the link says: the given title, else the document's own."""
        return self["title"] or self["document"].title

    @property
    def file(self) -> LibraryFile | None:
        """The file as readers get it; None where it is gone or not for everybody."""
        document = self["document"]
        if document is None or not is_readable(document):
            return None
        return LibraryFile(document, self["language"])


class DocumentBlock(blocks.StructBlock):
    document = LibraryDocumentBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        max_length=250,
        help_text=_("Leave empty to show the document’s own title."),
    )
    language = file_language(_("Language of the document"))

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download, with its type, size and language.")
        template = "blocks/document.html"
        value_class = DocumentValue

    def get_preview_value(self) -> Any:
        return self.normalize({"document": any_document(), "title": "Report", "language": "en"})
