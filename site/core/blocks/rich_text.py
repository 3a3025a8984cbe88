"""Wagtail's rich text block, with image descriptions as translatable segments."""

from typing import Any

from wagtail import blocks
from wagtail.rich_text import RichText

from core.text import rich_text_segments
from core.text.passages import with_passages


class RichTextBlock(blocks.RichTextBlock):
    """Deconstructs as Wagtail's own block, so that migrations do not name this class.

    Its editor keeps passages in another language, whatever the `features`.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.features: list[str] | None = with_passages(kwargs.get("features"))

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As for Wagtail's own block."""
        path, args, kwargs = super().deconstruct()
        if type(self) is RichTextBlock:
            path = "wagtail.blocks.RichTextBlock"
        return path, args, kwargs

    def get_translatable_segments(self, value: RichText) -> list[Any]:
        """Returns the segments of the text; called by wagtail-localize."""
        return rich_text_segments.segments_of(value.source)

    def restore_translated_segments(self, value: RichText, segments: list[Any]) -> RichText:
        """Returns the value made from translated segments; called by wagtail-localize."""
        return RichText(rich_text_segments.html_of(segments, value.source))
