"""What the panels around the translators' editor say of one translation, read once for all."""

from functools import cached_property

from wagtail_localize.models import Translation

from translation import upstream
from translation.models import SegmentRecord, State
from translation.models.segment_state import TO_TRANSLATE


class Desk:
    """Of one translation, while its editor is drawn."""

    def __init__(self, translation: Translation) -> None:
        self.translation = translation

    @cached_property
    def lines(self) -> list[upstream.Line]:
        """In reading order."""
        return upstream.lines_of(self.translation)

    @cached_property
    def records(self) -> list[SegmentRecord]:
        """Of the segments that the original has now, in reading order; one query."""
        return list(self.translation.records.current().with_words())

    @property
    def stale(self) -> list[SegmentRecord]:
        return [record for record in self.records if record.state == State.STALE]

    @property
    def left(self) -> int:
        """How many segments wait for a translator, as `states.left_to_translate` counts them."""
        return sum(record.state in TO_TRANSLATE for record in self.records)

    @cached_property
    def states(self) -> dict[tuple[int, int], str]:
        """By the keys of context and string."""
        return {(each.context_id, each.string_id): each.state for each in self.records}
