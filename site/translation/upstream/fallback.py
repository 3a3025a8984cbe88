"""What a page shows in place of a text that was never translated: what it showed before, or less.

A sentence that is new in the original has no approved translation to fall back on. The whole
block, inline child or field that it stands in stays as the public page has it; what the public
page never had is left out. Its readers are told that the translation is older than its original.
"""

from typing import Any

from django.db import models

from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin


def fall_back(instance: Any, units: set[str]) -> None:
    """Puts each of `units` of the translated `instance` back to what was published last."""
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
    """What the database has of `instance`, if that was ever public; else it is a mere copy."""
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
