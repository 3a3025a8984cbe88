"""The strings of an original with what is entered for each of them in one language."""

from dataclasses import dataclass

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translation.upstream.segment_store import entries_of


@dataclass(frozen=True)
class Line:
    """One string of an original at its place, and what is entered for it."""

    segment: StringSegment
    """With its context and string."""
    entry: StringTranslation | None

    @property
    def original(self) -> str:
        """HTML, with the attributes of links replaced by ids."""
        return str(self.segment.string.data)

    @property
    def translated(self) -> str:
        """As it stands, whether there is an error in it or not; empty where there is nothing."""
        return str(self.entry.data) if self.entry else ""


def lines_of(translation: Translation) -> list[Line]:
    """In reading order; two queries."""
    segments = translation.source.stringsegment_set.order_by("order")
    entered = entries_of(translation)
    return [
        Line(each, entered.get((each.context_id, each.string_id)))
        for each in segments.select_related("context", "string")
    ]
