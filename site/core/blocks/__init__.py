"""The StreamField blocks of a page's body."""

from core.blocks.authentic_text import AuthenticTextBlock
from core.blocks.body import BodyBlock
from core.blocks.media import DocumentBlock, FigureBlock
from core.blocks.table import TableBlock
from core.blocks.text import (
    BulletedListBlock,
    CalloutBlock,
    HeadingBlock,
    NumberedListBlock,
    ParagraphBlock,
    QuoteBlock,
    RichTextBlock,
)

__all__ = [
    "AuthenticTextBlock",
    "BodyBlock",
    "BulletedListBlock",
    "CalloutBlock",
    "DocumentBlock",
    "FigureBlock",
    "HeadingBlock",
    "NumberedListBlock",
    "ParagraphBlock",
    "QuoteBlock",
    "RichTextBlock",
    "TableBlock",
]
