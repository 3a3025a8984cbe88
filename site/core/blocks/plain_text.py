"""Wagtail's text block, with passages in another language."""

from typing import Any

from django.utils.safestring import SafeString

from wagtail import blocks
from wagtail_localize.segments import StringSegmentValue

from core.text import rich_text_segments
from core.text.passages import passages_html, without_marks


class PlainTextBlock(blocks.CharBlock):
    """A line of text, passages marked (`core.text.passages`).

    Deconstructs as Wagtail's own block, so that migrations do not name this class.
    """

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As for Wagtail's own block."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, kwargs

    def get_searchable_content(self, value: str) -> list[str]:
        """As Wagtail's own, without marks."""
        return [without_marks(text) for text in super().get_searchable_content(value)]

    def render_basic(self, value: str, context: dict[str, Any] | None = None) -> SafeString:
        """Returns the text as HTML."""
        return passages_html(value)

    def get_translatable_segments(self, value: str) -> list[StringSegmentValue]:
        """Returns the text's segment; called by wagtail-localize."""
        return [rich_text_segments.text_segment("", value)]

    def restore_translated_segments(self, value: str, segments: list[StringSegmentValue]) -> str:
        """Returns the translated text; called by wagtail-localize."""
        (segment,) = segments
        return rich_text_segments.text_of(segment, value)
