"""Check: the translation does not exceed the maximum length of its field.

wagtail-localize accepts any length, and validates fields of the page on publishing, but not those
of inline children: PostgreSQL then raises an error (status 500). Erroneous texts are never
published, and the editor displays the message next to the string.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.signals import post_save
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wagtail.blocks import Block, ListBlock
from wagtail.fields import StreamField
from wagtail_localize.models import StringTranslation, TranslationSource

from translation.checks.problems import Problem, Text, error


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


def find(text: Text) -> Iterator[Problem]:
    """Yields an error if the plain text is longer than `text.limit` (characters)."""
    length = len(text.target_plain)
    if text.limit is not None and length > text.limit:
        yield error(
            _("The text has %(length)s characters; the field takes %(limit)s."),
            length=length,
            limit=text.limit,
        )


def connect() -> None:
    """Connects the handler to `post_save` of StringTranslation."""
    post_save.connect(mark, sender=StringTranslation, dispatch_uid="translation.too_long")


def mark(instance: StringTranslation, update_fields: Any = None, **kwargs: Any) -> None:
    """Sets `has_error` and `field_error` on a text that exceeds its field's maximum length."""
    is_new_text = update_fields is None or "data" in update_fields
    if kwargs.get("raw") or instance.context_id is None or not is_new_text:
        return
    for problem in find(Text("", instance.data, "", "", limit=_limit_of_translation(instance))):
        instance.has_error = True
        instance.field_error = str(problem)
        StringTranslation.objects.filter(pk=instance.pk).update(
            has_error=True, field_error=instance.field_error
        )


def _limit_of_translation(instance: StringTranslation) -> int | None:
    context = instance.context
    source = (
        TranslationSource.objects.filter(object_id=context.object_id)
        .select_related("specific_content_type")
        .only("specific_content_type")
        .first()
    )
    model = source.specific_content_type.model_class() if source else None
    return limit_of(model, context.field_path or context.path) if model else None
