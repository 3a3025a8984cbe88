"""Blocks that show an image or a document of the library."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractRendition

from core.languages.language_names import language_choices
from core.media.document_library import LibraryFile, is_readable
from core.media.renditions import picture_of
from core.pages import body_prefetch


class LibraryImageBlock(ImageChooserBlock):
    """An image chooser that uses the images prefetched by `core.pages.body_prefetch`."""

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        """Returns the images for the ids in `values`; None for a missing one."""
        return body_prefetch.get_many(self.model_class, values)


class LibraryDocumentBlock(DocumentChooserBlock):
    """A document chooser that uses the documents prefetched by `core.pages.body_prefetch`."""

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        """Returns the documents for the ids in `values`; None for a missing one."""
        return body_prefetch.get_many(self.model_class, values)


def file_language(label: Any) -> blocks.ChoiceBlock:
    """Returns a choice block for the language of a file."""
    return blocks.ChoiceBlock(
        label=label, choices=language_choices, default="en", search_index=False
    )


def any_document() -> Any:
    """Returns any document for previews; None in an empty library."""
    return get_document_model().objects.order_by("pk").first()


class FigureValue(blocks.StructValue):
    """Value of a figure block."""

    @cached_property
    def picture(self) -> AbstractRendition:
        """The rendition of the image."""
        return picture_of(self["image"])


class FigureBlock(blocks.StructBlock):
    """An image with alternative text and caption."""

    image = LibraryImageBlock(label=pgettext_lazy("label", "Image"))
    alt = blocks.CharBlock(
        label=_("Description for those who cannot see it"),
        max_length=250,
        help_text=_("What the image says, in one sentence. Printed and read aloud in its place."),
    )
    caption = blocks.CharBlock(
        label=pgettext_lazy("label", "Caption"), required=False, max_length=250
    )

    class Meta:
        icon = "image"
        label = pgettext_lazy("kind of block", "Image")
        description = _("An image with its description and caption.")
        template = "blocks/figure.html"
        value_class = FigureValue

    def get_preview_value(self) -> Any:
        """Returns the figure with any image of the library; a preview cannot make one up."""
        from wagtail.images import get_image_model

        image = get_image_model().objects.order_by("pk").first()
        return self.normalize(
            {"image": image, "alt": "A meeting room", "caption": "A meeting room"}
        )


class FileValue(blocks.StructValue):
    """Value of a block with a document and its language."""

    @property
    def file(self) -> LibraryFile | None:
        """The file with its type, size and language; None if it is missing or not public."""
        document = self["document"]
        if document is None or not is_readable(document):
            return None
        return LibraryFile(document, self["language"])


class DocumentValue(FileValue):
    """Value of a document block."""

    @property
    def text(self) -> str:
        """The link text: the given title, else the document's own."""
        return self["title"] or self["document"].title


class DocumentBlock(blocks.StructBlock):
    """A link to a document, with type, size and language."""

    document = LibraryDocumentBlock(label=pgettext_lazy("kind of block", "Document"))
    title = blocks.CharBlock(
        label=pgettext_lazy("label", "Title"),
        required=False,
        max_length=250,
        help_text=_("Leave empty to show the document’s own title."),
    )
    language = file_language(_("Language of the document"))

    class Meta:
        icon = "doc-full"
        label = pgettext_lazy("kind of block", "Document")
        description = _("A file to download, with its type, size and language.")
        template = "blocks/document.html"
        value_class = DocumentValue

    def get_preview_value(self) -> Any:
        """Returns the block with any document of the library."""
        return self.normalize({"document": any_document(), "title": "Report", "language": "en"})
