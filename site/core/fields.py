"""Wagtail's text fields, which clean what they store and hand all of it to translators.

In migrations they are Wagtail's own: what they add concerns no column. Every model of this site
uses them instead of Wagtail's (`tests/core/test_fields.py`).
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Model

from wagtail import blocks, fields

from core.text import rich_text_segments
from core.text.sanitizer import clean_stream, sanitised


class RichTextField(fields.RichTextField):
    """Cleans its HTML before it is stored, in rows and in revisions alike."""

    if TYPE_CHECKING:

        def __get__(self, instance: Any, owner: Any) -> Any: ...
        def __set__(self, instance: Any, value: str) -> None: ...

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs

    def pre_save(self, model_instance: Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
        value = super().pre_save(model_instance, add)
        if isinstance(value, str) and value:
            value = sanitised(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_translatable_segments(self, value: str) -> list[Any]:
        """wagtail-localize asks for the segments of a field's value."""
        return rich_text_segments.segments_of(value)

    def restore_translated_segments(self, _value: str, segments: list[Any]) -> str:
        """wagtail-localize asks for the value that translated segments make."""
        return rich_text_segments.html_of(segments)


class StreamField(fields.StreamField):
    """Cleans all rich text in its blocks before it is stored, in rows and in revisions alike."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", args, kwargs

    def pre_save(self, model_instance: Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
        value = super().pre_save(model_instance, add)
        if not isinstance(value, blocks.StreamValue):
            return value
        cleaned = clean_stream(self, value)
        if cleaned is not value:
            setattr(model_instance, self.attname, cleaned)
        return cleaned
