"""The StreamBlock for the body of every page."""

from typing import Any

from django.db.models import prefetch_related_objects

from wagtail import blocks
from wagtail.blocks import StreamValue

from core.blocks.authentic_text import AuthenticTextBlock
from core.blocks.heading_ids import heading_ids
from core.blocks.media import DocumentBlock, FigureBlock
from core.blocks.table import TableBlock
from core.blocks.text import (
    BulletedListBlock,
    CalloutBlock,
    HeadingBlock,
    NumberedListBlock,
    ParagraphBlock,
    QuoteBlock,
)


class BodyBlock(blocks.StreamBlock):
    """All blocks that editors may place in a body."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    bulleted_list = BulletedListBlock()
    numbered_list = NumberedListBlock()
    quote = QuoteBlock()
    authentic_text = AuthenticTextBlock()
    figure = FigureBlock()
    document = DocumentBlock()
    table = TableBlock()
    callout = CalloutBlock()

    class Meta:
        template = "blocks/body.html"

    def get_context(
        self, value: StreamValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """As Wagtail's own; fetches the renditions of all figures at once."""
        figures = [block.value["image"] for block in value if block.block_type == "figure"]
        prefetch_related_objects([image for image in figures if image], "renditions")
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        page = context.get("page")
        streams = [getattr(page, name) for name in getattr(page, "text_streams", [])]
        ids = heading_ids(value, streams, getattr(page, "template_ids", ""))
        context["parts"] = [(child, ids.get(place)) for place, child in enumerate(value)]
        return context
