"""The strings of an original with their stored translations in one language."""

from dataclasses import dataclass

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translation.upstream.segment_queries import entries_of


@dataclass(frozen=True)
class Line:
    """One string of an original in its context, with its stored translation."""

    segment: StringSegment
    """With its context and string loaded."""
    entry: StringTranslation | None

    @property
    def original(self) -> str:
        """HTML with link attributes replaced by ids."""
        return str(self.segment.string.data)

    @property
    def translated(self) -> str:
        """The stored translation, with or without errors; empty if there is none."""
        return str(self.entry.data) if self.entry else ""


def lines_of(translation: Translation) -> list[Line]:
    """Returns the lines in reading order; two queries."""
    segments = translation.source.stringsegment_set.order_by("order")
    entered = entries_of(translation)
    return [
        Line(each, entered.get((each.context_id, each.string_id)))
        for each in segments.select_related("context", "string")
    ]
