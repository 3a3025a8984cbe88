"""A table that translators can reach.

Stock wagtail-localize sees no text in a table. A block may hand out its own segments
(`get_translatable_segments`) and take their translations back (`restore_translated_segments`);
this one does so for caption, column headings and cells.
"""

import hashlib
from collections.abc import Callable, Iterator
from copy import deepcopy

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue


def _path(text: str) -> str:
    """A segment's address within the table, made from its text.

    Not from its position: a row inserted above must not detach the translations below it.
    """
    return hashlib.sha256(text.encode()).hexdigest()[:12]


class TableBlock(TypedTableBlock):
    """Rows and columns with a caption, column headings and text cells."""

    text = blocks.CharBlock(label=gettext_lazy("Text"), required=False)

    class Meta:
        icon = "table"
        label = gettext_lazy("Table")
        description = gettext_lazy("Rows and columns with a caption and column headings.")
        template = "blocks/table.html"
        # A first column and a first row to type into: Wagtail's own table opens as an empty frame.
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
        """A table without caption or headings cannot be read aloud, so both are asked for.

        Not of a draft: Wagtail says which by deferring what is required.
        """
        table = super().clean(value)
        faults = [] if self.is_deferred_validation else list(_lacking(table))
        if faults:
            raise ValidationError(faults)
        return table

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        texts: dict[str, None] = {}

        def collect(text: str) -> str:
            texts[text] = None
            return text

        _map_texts(value, collect)
        return [StringSegmentValue(_path(text), text) for text in texts if text.strip()]

    def restore_translated_segments(
        self, value: TypedTable, segments: list[StringSegmentValue]
    ) -> TypedTable:
        translations = {segment.path: segment.render_text() for segment in segments}
        return _map_texts(value, lambda text: translations.get(_path(text), text))


def _lacking(table: TypedTable) -> Iterator[str]:
    if not table.columns:
        yield gettext("Give the table at least one column.")
    if not table.caption.strip():
        yield gettext("Give the table a caption.")
    if any(not column["heading"].strip() for column in table.columns):
        yield gettext("Give every column of the table a heading.")


def _map_texts(table: TypedTable, change: Callable[[str], str]) -> TypedTable:
    """A copy of `table` with `change` applied to every text a reader sees, in reading order."""
    caption = change(table.caption)
    columns = [{**column, "heading": change(column["heading"])} for column in table.columns]
    rows = deepcopy(table.row_data)
    for row in rows:
        row["values"] = [change(cell) for cell in row["values"]]
    return TypedTable(columns=columns, row_data=rows, caption=caption)
