"""System checks for text that cannot be translated (translation.E001 to E003) and values that lag.

wagtail-localize silently skips fields it does not know. The text of a table cell, raw HTML block or
inline child that it skips would stay in English on every translated page. A date or number is
copied to a translation only when that is published again (translation.W001).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core import checks
from django.db import models

from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import COMMENTS_RELATION_NAME, Page, TranslatableMixin, get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.fields import TranslatableField, get_translatable_fields

# Fields without natural language: URLs, and what wagtail-localize treats as such.
ADDRESS_FIELDS = (models.SlugField, models.URLField, models.EmailField)
# Blocks whose text wagtail-localize extracts; for rich text also the image descriptions
# (see `core.text.rich_text_segments`).
TEXT_BLOCKS = (blocks.CharBlock, blocks.TextBlock, blocks.BlockQuoteBlock, blocks.RichTextBlock)
# Blocks without text entered by editors; the text of image blocks is extracted.
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

# Fields of values that have no language.
VALUE_FIELDS = (
    models.BooleanField,
    models.DateField,
    models.DecimalField,
    models.DurationField,
    models.FloatField,
    models.IntegerField,
    models.TimeField,
)


@dataclass(frozen=True)
class Unreachable:
    """A field or block whose text stays in the original's language."""

    path: str
    """Dotted, from the model's field downwards: "body.table.text"."""
    reason: str
    hint: str
    code: str
    """The system check's id without its prefix: "E001"."""

    def below(self, name: str) -> "Unreachable":
        """Returns the same with `name` prepended to its path."""
        path = f"{name}.{self.path}" if self.path else name
        return Unreachable(path, self.reason, self.hint, self.code)


def in_model(model: type[models.Model]) -> Iterator[Unreachable]:
    """Yields untranslatable places of `model`, its StreamFields and its inline children."""
    translated = {
        field.field_name
        for field in get_translatable_fields(model)
        if isinstance(field, TranslatableField)
    }
    # A field shared by all languages (`SharedFieldsMixin`) is not translated.
    shared = getattr(model, "shared_fields", [])
    for field in model._meta.get_fields():
        if holds_text(field) and field.name not in shared:
            yield from _in_field(field, is_translated=field.name in translated)
    for relation in get_all_child_relations(model):
        if relation.name != COMMENTS_RELATION_NAME:
            yield from _in_children(relation, is_translated=relation.name in translated)


def holds_text(field: Any) -> bool:
    """Whether `field` contains natural language, rather than a URL or a code."""
    if not isinstance(field, models.CharField | models.TextField | StreamField):
        return False
    if field.model is Page and field.name == "path":  # treebeard's own fields
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
    """Yields untranslatable places of `block` and its child blocks."""
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
    """Yields an error if a block cannot restore its segments, and the errors of its children."""
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


def register() -> None:
    """Registers the check."""
    checks.register(check_translated_models, checks.Tags.models)


def check_translated_models(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Checks all page models and translatable snippet models."""
    snippets = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
    pages = get_page_models()
    errors = [error for model in [*pages, *snippets] for error in errors_in(model)]
    return [*errors, *(warning for model in pages for warning in warnings_in(model))]


def errors_in(model: type[models.Model]) -> list[checks.CheckMessage]:
    """Returns an error for each text field of `model` that stays untranslated."""
    return [
        checks.Error(
            f"{model._meta.label}: {fault.path} {fault.reason}.",
            hint=fault.hint,
            obj=model,
            id=f"translation.{fault.code}",
        )
        for fault in in_model(model)
    ]


def warnings_in(model: type[Page]) -> list[checks.CheckMessage]:
    """Returns a warning for each date, number or yes-or-no of a page that lags in translations.

    None for fields in `shared_fields`, or about which `override_translatable_fields` decides.
    """
    decided = {field.field_name for field in getattr(model, "override_translatable_fields", [])}
    decided |= set(getattr(model, "shared_fields", []))
    return [
        checks.Warning(
            f"{model._meta.label}: when {field.name} changes, each translation keeps the former "
            "value until it is published again.",
            hint=f"Inherit `core.models.SharedFieldsMixin`; add {field.name!r} to `shared_fields`.",
            obj=model,
            id="translation.W001",
        )
        for field in model._meta.concrete_fields
        if isinstance(field, VALUE_FIELDS) and field.editable
        if field.model is not Page and field.name not in decided
    ]
