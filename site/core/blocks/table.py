"""A table block whose caption, headings and cells are translatable.

Stock wagtail-localize finds no text in a typed table. A block may return its own segments
(`get_translatable_segments`) and apply their translations (`restore_translated_segments`).
"""

import hashlib
from collections.abc import Callable, Iterator
from copy import deepcopy

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue

from core.blocks.text import PlainTextBlock
from core.text.foreign_passages import without_marks
from core.text.rich_text_segments import text_of, text_segment


def _path(text: str) -> str:
    """Returns the path of a segment within the table, made from its text.

    It is not made from the position: a row inserted above must not orphan the translations below.
    """
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class TableBlock(TypedTableBlock):
    """Rows and columns with a caption, column headings and text cells, passages marked
    (`core.text.foreign_passages`).
    """

    text = PlainTextBlock(label=pgettext_lazy("label", "Text"), required=False)

    class Meta:
        icon = "table"
        label = pgettext_lazy("kind of block", "Table")
        description = gettext_lazy("Rows and columns with a caption and column headings.")
        template = "blocks/table.html"
        # Starts with one column and one row: Wagtail's own table starts empty.
        default = {
            "caption": "",
            "columns": [{"type": "text", "heading": ""}],
            "rows": [{"values": [""]}],
        }
        preview_value = {
            "caption": "Coordination meetings",
            "columns": [
                {"type": "text", "heading": "Place"},
                {"type": "text", "heading": "Year"},
            ],
            "rows": [{"values": ["Geneva", "2005"]}, {"values": ["Lusaka", "2007"]}],
        }

    def clean(self, value: TypedTable) -> TypedTable:
        """Requires a caption and column headings, for screen readers.

        A draft needs neither: Wagtail defers required fields while it validates one.
        """
        table = super().clean(value)
        faults = [] if self.is_deferred_validation else list(_lacking(table))
        if faults:
            raise ValidationError(faults)
        return table

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        """Returns a segment for each different text; called by wagtail-localize."""
        texts: dict[str, None] = {}

        def collect(text: str) -> str:
            texts[text] = None
            return text

        _map_texts(value, collect)
        return [text_segment(_path(text), text) for text in texts if text.strip()]

    def restore_translated_segments(
        self, value: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        """Returns a copy of the table with the translated texts; called by wagtail-localize."""
        translations = {segment.path: segment for segment in segments}

        def translated(text: str) -> str:
            segment = translations.get(_path(text))
            return text_of(segment, text) if segment else text

        return _map_texts(value, translated)

    def get_searchable_content(self, value: TypedTable | None) -> list[str]:
        """As Wagtail's own, without the marks of passages."""
        return [without_marks(text) for text in super().get_searchable_content(value)]


def _lacking(table: TypedTable) -> Iterator[str]:
    if not table.columns:
        yield gettext("Give the table at least one column.")
    if not table.caption.strip():
        yield gettext("Give the table a caption.")
    if any(not column["heading"].strip() for column in table.columns):
        yield gettext("Give every column of the table a heading.")


def _map_texts(table: TypedTable, change: Callable[[str], str]) -> TypedTable:
    caption = change(table.caption)
    columns = [{**column, "heading": change(column["heading"])} for column in table.columns]
    rows = deepcopy(table.row_data)
    for row in rows:
        row["values"] = [change(cell) for cell in row["values"]]
    return TypedTable(columns=columns, row_data=rows, caption=caption)
