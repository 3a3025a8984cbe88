"""Data shared by the panels of the translation editor, loaded once for each translation."""

from functools import cached_property

from wagtail_localize.models import Translation

from translation import upstream
from translation.models import SegmentRecord, State
from translation.models.segments import TO_TRANSLATE


class EditorData:
    """Cached data of one translation, for rendering its editor."""

    def __init__(self, translation: Translation) -> None:
        self.translation = translation

    @cached_property
    def lines(self) -> list[upstream.Line]:
        """The strings with their translations, in reading order."""
        return upstream.lines_of(self.translation)

    @cached_property
    def records(self) -> list[SegmentRecord]:
        """The records of the current segments in reading order; one query."""
        return list(self.translation.records.current().with_words())

    @property
    def stale(self) -> list[SegmentRecord]:
        """The stale records."""
        return [record for record in self.records if record.state == State.STALE]

    @property
    def left(self) -> int:
        """The number of segments left to translate, as `segment_states.left_to_translate`."""
        return sum(record.state in TO_TRANSLATE for record in self.records)

    @cached_property
    def states(self) -> dict[tuple[int, int], str]:
        """The states by ids of context and string."""
        return {(each.context_id, each.string_id): each.state for each in self.records}
