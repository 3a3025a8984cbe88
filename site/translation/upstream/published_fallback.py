"""Fallback for segments without a translation: the published version of the block, or nothing.

A new sentence of the original has no earlier translation. The whole block, inline child or field
that contains it stays as published; if it was never published, it is left out. Readers are notified
that the translation is older than its original.
"""

from typing import Any

from django.db import models

from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin


def fall_back(instance: Any, units: set[str]) -> None:
    """Resets each of `units` of the translated `instance` to its published version."""
    published = published_version(instance)
    for unit in units:
        name, _dot, key = unit.partition(".")
        field = instance._meta.get_field(name)
        if isinstance(field, StreamField):
            _fall_back_block(getattr(instance, name), key, published and getattr(published, name))
        elif isinstance(field, models.ManyToOneRel):
            _fall_back_child(getattr(instance, name), key, published and getattr(published, name))
        elif published is not None:
            setattr(instance, name, getattr(published, name))
        elif field.blank and isinstance(instance, DraftStateMixin):
            setattr(instance, name, "")


def published_version(instance: Any) -> Any:
    """Returns the stored version of `instance` if it was ever public, otherwise None."""
    if instance.pk is None or not isinstance(instance, DraftStateMixin):
        return None
    published = type(instance)._default_manager.filter(first_published_at__isnull=False)
    return published.filter(pk=instance.pk).first()


def _fall_back_block(stream: Any, key: str, published: Any) -> None:
    earlier = next((block for block in published or () if block.id == key), None)
    for place, block in enumerate(stream):
        if block.id == key and earlier is not None:
            stream[place] = (earlier.block_type, earlier.value, earlier.id)
        elif block.id == key:
            del stream[place]
            break


def _fall_back_child(children: Any, key: str, published: Any) -> None:
    earlier = {str(child.translation_key): child for child in published.all()} if published else {}
    for child in list(children.all()):
        if str(child.translation_key) == key:
            children.remove(child)
            if key in earlier:
                earlier[key].sort_order = getattr(child, "sort_order", None)
                children.add(earlier[key])
