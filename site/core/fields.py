"""Rich text and stream fields that sanitize stored HTML and make image descriptions translatable.

They deconstruct as Wagtail's own fields, since they change no column. Every model of this site uses
them instead of Wagtail's (`tests/core/test_fields.py`).
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Model

from wagtail import blocks, fields

from core.text import rich_text_segments
from core.text.foreign_passages import with_passages
from core.text.sanitizer import clean_stream, sanitize_html


class RichTextField(fields.RichTextField):
    """Sanitizes its HTML before it is stored, in rows and in revisions."""

    if TYPE_CHECKING:

        def __get__(self, instance: Any, owner: Any) -> Any: ...
        def __set__(self, instance: Any, value: str) -> None: ...

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """As for Wagtail's own field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.RichTextField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """As Wagtail's own; the editor keeps passages in another language."""
        # As in Wagtail's own: the editors need models.
        from wagtail.admin.rich_text import get_rich_text_editor_widget

        editor = get_rich_text_editor_widget(self.editor, features=with_passages(self.features))
        return super().formfield(**{"widget": editor} | kwargs)

    def pre_save(self, model_instance: Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
        """Sanitizes the value on the instance and returns it."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str) and value:
            value = sanitize_html(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_translatable_segments(self, value: str) -> list[Any]:
        """Returns the segments of the value; called by wagtail-localize."""
        return rich_text_segments.segments_of(value)

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """Returns the value made from translated segments; called by wagtail-localize."""
        return rich_text_segments.html_of(segments, value)


class StreamField(fields.StreamField):
    """Sanitizes all rich text in its blocks before it is stored, in rows and in revisions."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """As for Wagtail's own field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", args, kwargs

    def pre_save(self, model_instance: Model, add: bool) -> Any:  # noqa: FBT001 - Django's signature
        """Sanitizes the value on the instance and returns it as the column stores it."""
        value = super().pre_save(model_instance, add)
        if not isinstance(value, blocks.StreamValue):
            return value
        cleaned = clean_stream(self, value)
        if cleaned is not value:
            setattr(model_instance, self.attname, cleaned)
        return cleaned
