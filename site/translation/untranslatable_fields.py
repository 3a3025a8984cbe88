"""Finds text that no translator can reach: pure questions about a model or a block.

wagtail-localize passes over what it does not know without a word. A table cell, a raw piece of
HTML or an inline child that nobody thought of stays English on every page, for years.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import COMMENTS_RELATION_NAME, Page, TranslatableMixin
from wagtail_localize.fields import TranslatableField, get_translatable_fields

# Fields of text that is not language: addresses, and what wagtail-localize treats as such.
ADDRESS_FIELDS = (models.SlugField, models.URLField, models.EmailField)
# Blocks whose text wagtail-localize hands out; of rich text also the descriptions of its images
# (`translation.upstream.image_descriptions`).
TEXT_BLOCKS = (blocks.CharBlock, blocks.TextBlock, blocks.BlockQuoteBlock, blocks.RichTextBlock)
# Blocks without text of the editor's own; an image block's text is handed out.
TEXTLESS_BLOCKS = (
    blocks.BooleanBlock,
    blocks.ChoiceBlock,
    blocks.ChooserBlock,
    blocks.DateBlock,
    blocks.DateTimeBlock,
    blocks.DecimalBlock,
    blocks.EmailBlock,
    blocks.FloatBlock,
    blocks.IntegerBlock,
    blocks.MultipleChoiceBlock,
    blocks.StaticBlock,
    blocks.TimeBlock,
    blocks.URLBlock,
    ImageBlock,
)


@dataclass(frozen=True)
class Unreachable:
    """One place whose text stays in the original's language."""

    path: str
    """Dotted, from the model's field downwards: "body.table.text"."""
    reason: str
    hint: str
    code: str
    """The system check's id without its prefix: "E001"."""

    def below(self, name: str) -> "Unreachable":
        path = f"{name}.{self.path}" if self.path else name
        return Unreachable(path, self.reason, self.hint, self.code)


def in_model(model: type[models.Model]) -> Iterator[Unreachable]:
    """What translators cannot reach in `model`, its StreamFields and its inline children."""
    translated = {
        field.field_name
        for field in get_translatable_fields(model)
        if isinstance(field, TranslatableField)
    }
    # A field that is the same in every language (`SharedFieldsMixin`) needs no translator.
    shared = getattr(model, "shared_fields", [])
    for field in model._meta.get_fields():
        if holds_text(field) and field.name not in shared:
            yield from _in_field(field, is_translated=field.name in translated)
    for relation in get_all_child_relations(model):
        if relation.name != COMMENTS_RELATION_NAME:
            yield from _in_children(relation, is_translated=relation.name in translated)


def holds_text(field: Any) -> bool:
    """Whether editors write language into `field`, rather than an address or a code."""
    if not isinstance(field, models.CharField | models.TextField | StreamField):
        return False
    if field.model is Page and field.name == "path":  # the tree's own
        return False
    if field.primary_key or not field.editable or isinstance(field, ADDRESS_FIELDS):
        return False
    return not field.choices


def _in_field(field: Any, *, is_translated: bool) -> Iterator[Unreachable]:
    if not is_translated:
        reason = "is text, but is not handed to translators"
        hint = (
            "Leave it out of `translatable_fields` and `override_translatable_fields`, "
            "or give it choices."
        )
        yield Unreachable(field.name, reason, hint, "E001")
    elif isinstance(field, StreamField):
        yield from (fault.below(field.name) for fault in in_block(field.stream_block))


def _in_children(relation: models.ManyToOneRel, *, is_translated: bool) -> Iterator[Unreachable]:
    child = relation.related_model
    texts = [field.name for field in child._meta.get_fields() if holds_text(field)]
    if issubclass(child, TranslatableMixin) and is_translated:
        yield from (fault.below(relation.name) for fault in in_model(child))
    elif texts:
        reason = f"are inline children with text ({', '.join(texts)}) that translators do not get"
        hint = f"Let {child.__name__} inherit TranslatableMixin, and do not synchronise it."
        yield Unreachable(relation.name, reason, hint, "E002")


def in_block(block: blocks.Block) -> Iterator[Unreachable]:
    """What translators cannot reach in `block` and the blocks inside it."""
    if not isinstance(block, TEXTLESS_BLOCKS):
        yield from _in_text_block(block)


def _in_text_block(block: blocks.Block) -> Iterator[Unreachable]:
    if hasattr(block, "get_translatable_segments"):
        yield from _in_adapter(block)
    elif isinstance(block, blocks.ListBlock):
        yield from (fault.below("item") for fault in in_block(block.child_block))
    elif isinstance(block, blocks.BaseStructBlock | blocks.BaseStreamBlock):
        yield from _in_child_blocks(block)
    elif not isinstance(block, TEXT_BLOCKS):
        yield _unknown(block)


def _in_adapter(block: blocks.Block) -> Iterator[Unreachable]:
    """A block that hands out its own strings must take them back, and so must what it holds."""
    if not hasattr(block, "restore_translated_segments"):
        yield _unknown(block)
    if isinstance(block, TypedTableBlock):
        yield from _in_child_blocks(block)


def _in_child_blocks(block: blocks.Block) -> Iterator[Unreachable]:
    for name, child in block.child_blocks.items():
        yield from (fault.below(name) for fault in in_block(child))


def _unknown(block: blocks.Block) -> Unreachable:
    hint = (
        "Build it from text, rich text, struct, list or stream blocks, or give it "
        "`get_translatable_segments` and `restore_translated_segments`."
    )
    reason = f"is a {type(block).__name__}, whose text wagtail-localize does not see"
    return Unreachable("", reason, hint, "E003")
