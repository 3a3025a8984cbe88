"""Wagtail's rich text block, which hands the descriptions of its images to translators."""

from typing import Any

from wagtail import blocks
from wagtail.rich_text import RichText

from core.text import rich_text_segments


class RichTextBlock(blocks.RichTextBlock):
    """In migrations it is Wagtail's own."""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        if type(self) is RichTextBlock:
            path = "wagtail.blocks.RichTextBlock"
        return path, args, kwargs

    def get_translatable_segments(self, value: RichText) -> list[Any]:
        """wagtail-localize asks for the segments of a block's value."""
        return rich_text_segments.segments_of(value.source)

    def restore_translated_segments(self, _value: RichText, segments: list[Any]) -> RichText:
        """wagtail-localize asks for the value that translated segments make."""
        return RichText(rich_text_segments.html_of(segments))
