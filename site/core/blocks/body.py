"""The body that every page has."""

from wagtail import blocks

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
    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    bulleted_list = BulletedListBlock()
    numbered_list = NumberedListBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    document = DocumentBlock()
    table = TableBlock()
    callout = CalloutBlock()

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}
