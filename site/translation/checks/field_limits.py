"""Looks up the maximum length and the admin label of the field that a segment belongs to."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst

from wagtail.blocks import Block, ListBlock
from wagtail.fields import StreamField


def limit_of(model: type[models.Model], field_path: str) -> int | None:
    """Returns the field's maximum number of characters, or None if it has no limit."""
    steps = list(_steps(model, field_path))
    if not steps:
        return None
    last = steps[-1]
    if isinstance(last, Block):
        return getattr(getattr(last, "field", None), "max_length", None)
    return getattr(last, "max_length", None)


def label_of(model: type[models.Model], field_path: str) -> str:
    """Returns the labels along the path to the field: "Body › Paragraph"."""
    names = [_name(step) for step in _steps(model, field_path)]
    return " › ".join(name for name in names if name) or field_path


def _name(step: Any) -> str:
    if isinstance(step, Block):
        return str(step.label or "")
    related = getattr(step, "related_model", None)
    if isinstance(step, models.ManyToOneRel) and related is not None:
        return capfirst(str(related._meta.verbose_name))
    return capfirst(str(step.verbose_name))


def _steps(model: type[models.Model], field_path: str) -> Iterator[Any]:
    """Yields the fields, relations and blocks along a path such as "body.table".

    Stops where a block uses its own path format, as a table does.
    """
    first, *rest = field_path.split(".")
    try:
        field = model._meta.get_field(first)
    except FieldDoesNotExist:
        return
    yield field
    if isinstance(field, StreamField):
        yield from _blocks(field.stream_block, rest)
    elif isinstance(field, models.ManyToOneRel) and rest:
        yield from _steps(field.related_model, ".".join(rest))


def _blocks(block: Block, names: list[str]) -> Iterator[Block]:
    for name in names:
        if isinstance(block, ListBlock):
            block = block.child_block
        elif name in getattr(block, "child_blocks", {}):
            block = block.child_blocks[name]
        else:
            return
        yield block
