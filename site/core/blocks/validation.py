"""Validates the StreamField values of stored pages as the page's form would.

Wagtail validates blocks only in forms: a model's `full_clean` does not look at blocks.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext

from wagtail.blocks import Block, BoundBlock, ListBlock, StreamValue
from wagtail.contrib.typed_table_block.blocks import TypedTableBlockValidationError
from wagtail.fields import StreamField

from core.text.phrases import labelled

SEPARATOR = " › "


def faults_in(field: StreamField, value: StreamValue) -> list[str]:
    """Returns one sentence for each error, with the path to its block: "Image (2) › Caption: …"."""
    try:
        field.stream_block.clean(value)
    except ValidationError as error:
        return [_sentence(way, fault) for way, fault in _faults(field.stream_block, value, error)]
    return []


def _sentence(way: list[str], fault: str) -> str:
    return str(labelled(SEPARATOR.join(way), fault)) if way else fault


def _faults(block: Block, value: Any, error: ValidationError) -> Iterator[tuple[list[str], str]]:
    """Follows an error to the blocks that caused it; yields (labels of the blocks, message)."""
    if isinstance(error, TypedTableBlockValidationError):
        yield from _faults_of_cells(block, error)
        return
    within = getattr(error, "block_errors", None)
    if within is None:
        yield from (([], message) for message in error.messages)
        return
    for fault in error.non_block_errors.as_data():  # type: ignore[attr-defined]
        yield from (([], message) for message in fault.messages)
    for key, inner in within.items():
        name, child = _child(block, value, key)
        for way, message in _faults(child.block, child.value, inner):
            yield [name, *way], message


def _faults_of_cells(
    block: Block, error: TypedTableBlockValidationError
) -> Iterator[tuple[list[str], str]]:
    for fault in error.non_block_errors.as_data():
        yield from (([], message) for message in fault.messages)
    for row, columns in (error.cell_errors or {}).items():
        for column, fault in columns.items():
            place = gettext("row %(row)s, column %(column)s")
            name = place % {"row": row + 1, "column": column + 1}
            yield from (([name], message) for message in fault.messages)


def _child(block: Block, value: Any, key: Any) -> tuple[str, BoundBlock]:
    """Returns the label and the bound child for a key of `block_errors`."""
    if isinstance(value, StreamValue):
        child = value[key]
        return gettext("%(block)s (no. %(number)s)") % {
            "block": _label(child.block),
            "number": key + 1,
        }, child
    if isinstance(block, ListBlock):
        child = value.bound_blocks[key]
        return gettext("%(block)s (no. %(number)s)") % {
            "block": _label(child.block),
            "number": key + 1,
        }, child
    child = value.bound_blocks[key]
    return _label(child.block), child


def _label(block: Block) -> str:
    return capfirst(str(block.label or block.name))
