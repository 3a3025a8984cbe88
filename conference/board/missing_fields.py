"""Finds empty required fields in a draft, images without alternative text and tables without
captions and headings, without a query.

It reads the stored revision. `core.pages.publish_validation` asks more, with queries for each page;
it has the last word when the page is published.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

SEPARATOR = " › "
# An image within rich text that has no alternative text, as Wagtail stores it.
_IMAGE = re.compile(r"<embed\b[^>]*\bembedtype=\"image\"[^>]*>")
_DESCRIBED = re.compile(r"\balt=\"[^\"]*[^\"\s][^\"]*\"")
EMPTY: tuple[Any, ...] = (None, "", [], {})


def missing_fields(page: Page) -> list[str]:
    """Names of the required fields that are empty in the latest revision; it must be fetched."""
    model = page.specific_class
    revision = page.latest_revision
    if model is None or revision is None:
        return []
    content = revision.content
    return list(
        dict.fromkeys(
            [*_of_fields(model, content), *_of_rows(model, content), *_of_blocks(model, content)]
        )
    )


def _of_fields(model: Any, content: dict[str, Any]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        label = capfirst(str(field.verbose_name))
        if _is_required(field) and content.get(field.name) in EMPTY:
            yield label
        if isinstance(field, RichTextField) and _lacks_text(content.get(field.name)):
            yield SEPARATOR.join([label, gettext("Alternative text")])


def _lacks_text(html: Any) -> bool:
    images = _IMAGE.findall(html) if isinstance(html, str) else []
    return any(not _DESCRIBED.search(image) for image in images)


def _is_required(field: Field) -> bool:
    return bool(
        field.editable and not field.blank and not field.has_default() and not field.is_relation
    )


def _of_rows(model: Any, content: dict[str, Any]) -> Iterator[str]:
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name != COMMENTS_RELATION_NAME:
            rows = content.get(name) or []
            label = capfirst(str(relation.related_model._meta.verbose_name))
            for row in rows:
                yield from (
                    f"{label}{SEPARATOR}{lacks}"
                    for lacks in _of_fields(relation.related_model, row)
                )


def _of_blocks(model: Any, content: dict[str, Any]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        stored = content.get(field.name)
        if isinstance(field, StreamField) and stored:
            raw = json.loads(stored) if isinstance(stored, str) else stored
            label = capfirst(str(field.verbose_name))
            for way in _in_block(field.stream_block, raw):
                yield SEPARATOR.join([label, *way])


def _in_block(block: blocks.Block, raw: Any) -> Iterator[list[str]]:
    """The ways to what is empty in a block's stored form."""
    children = list(_children(block, raw))
    for child, value in children:
        label = capfirst(str(child.label or child.name))
        is_leaf = not isinstance(
            child, (blocks.StructBlock, blocks.BaseStreamBlock, blocks.ListBlock)
        )
        if is_leaf and child.required and value in EMPTY:
            yield [label]
        if isinstance(child, blocks.RichTextBlock) and _lacks_text(value):
            yield [label, gettext("Alternative text")]
        if isinstance(child, TypedTableBlock):
            yield from ([label, part] for part in _of_table(value or {}))
        yield from ([label, *way] for way in _in_block(child, value))


def _of_table(table: dict[str, Any]) -> Iterator[str]:
    """As `core.blocks.table.TableBlock.clean` asks for."""
    if not (table.get("caption") or "").strip():
        yield pgettext("label", "Caption")
    columns = table.get("columns") or [{}]
    if not all((column.get("heading") or "").strip() for column in columns):
        yield gettext("Column heading")


def _children(block: blocks.Block, raw: Any) -> Iterator[tuple[blocks.Block, Any]]:
    """The blocks within `block`, each with its stored form."""
    if isinstance(block, blocks.StreamBlock):
        for child in raw or []:
            if child["type"] in block.child_blocks:
                yield block.child_blocks[child["type"]], child["value"]
    elif isinstance(block, blocks.StructBlock):
        for name, child_block in block.child_blocks.items():
            yield child_block, (raw or {}).get(name)
    elif isinstance(block, blocks.ListBlock):
        for item in raw or []:
            yield block.child_block, item["value"] if isinstance(item, dict) else item
