"""Carries translations over from the previous segments of an original to the current ones."""

from collections.abc import Sequence
from typing import Any

from wagtail_localize.models import StringTranslation, Translation

from translation import upstream
from translation.models import SegmentRecord
from translation.sync.text_comparison import ComparedSegment, match
from translation.upstream import Segment
from translation.upstream.read_localize_tables import Key

WRITTEN = [
    "order", "state", "is_current", "text", "predecessor_id", "stale_since",
    "approved_at", "approved_by_id",
]  # fmt: skip


class SegmentMigration:
    """The state of the migration; `segments` are the current ones, `entries` is extended."""

    def __init__(
        self,
        translation: Translation,
        segments: Sequence[Segment],
        entries: dict[Key, StringTranslation],
    ) -> None:
        self.translation = translation
        self.segments = {segment.key: segment for segment in segments}
        self.entries = entries
        self.records = {_key(row): row for row in translation.records.select_related("context")}
        self._stored = {key: _values(row) for key, row in self.records.items()}
        self._before = {key for key, row in self.records.items() if row.is_current}
        self.current = [self._record(segment) for segment in self.segments.values()]
        self.retired = [self.records[key] for key in self._before - self.segments.keys()]
        for record in self.retired:
            record.is_current = False

    def _record(self, segment: Segment) -> SegmentRecord:
        record = self.records.get(segment.key) or SegmentRecord(
            translation=self.translation,
            context_id=segment.context_id,
            string_id=segment.string_id,
            words=upstream.word_count(segment.text),
        )
        record.order = segment.order
        record.is_current = True
        return record

    def carry_over(self) -> None:
        """Enters an earlier translation for each new segment without one.

        Segments that existed before and have no translation are skipped: it was never made, or was
        removed.
        """
        new = {
            _key(record): record
            for record in self.current
            if _key(record) not in self._before
            and not upstream.is_usable(self.entries.get(_key(record)))
        }
        for key in self._repeat(new):
            del new[key]
        self._follow(new)

    def _repeat(self, new: dict[Key, SegmentRecord]) -> list[Key]:
        """Reuses what was approved on this page for the same words at another path."""
        approved = {row.string_id: row for row in self.records.values() if row.approved_at}
        texts = []
        for key, record in new.items():
            earlier = approved.get(record.string_id)
            if earlier is not None:
                record.text, record.approved_at = earlier.text, earlier.approved_at
                record.approved_by_id = earlier.approved_by_id
                texts.append((self.segments[key], earlier.text))
        self.entries |= upstream.carry(self.translation, texts, tool_name="")
        return [segment.key for segment, _text in texts]

    def _follow(self, new: dict[Key, SegmentRecord]) -> None:
        """Enters the translation of the matched old segment, as unconfirmed."""
        earlier_texts = self._earlier_texts()
        pairs = match(
            [self._compared(self.segments[key]) for key in new],
            [
                ComparedSegment(key, self.records[key].context.path, text)
                for key, text in self._sources(earlier_texts).items()
            ],
        )
        texts = []
        for key, old_key in pairs.items():
            record, earlier = new[key], self.records[old_key]
            record.text, record.approved_at, record.approved_by_id = earlier.text, None, None
            record.predecessor_id = earlier.predecessor_id or earlier.pk
            texts.append((self.segments[key], earlier_texts[old_key]))
        self.entries |= upstream.carry(self.translation, texts)

    def _compared(self, segment: Segment) -> ComparedSegment:
        return ComparedSegment(segment.key, segment.path, upstream.plain(segment.text))

    def _earlier_texts(self) -> dict[Key, str]:
        """Returns the translations of removed segments: approved ones, else drafts."""
        drafts = [_key(row) for row in self.retired if not row.text]
        found = upstream.entries_at(self.translation, drafts)
        texts = {_key(row): row.text for row in self.retired if row.text}
        return texts | {key: row.data for key, row in found.items() if upstream.is_usable(row)}

    def _sources(self, keys: dict[Key, str]) -> dict[Key, str]:
        sources = upstream.source_texts(string for _context, string in keys)
        return {key: upstream.plain(sources[key[1]]) for key in keys}

    def store(self) -> None:
        """Saves the changed records."""
        self._create([record for record in self.current if record.pk is None])
        changed = [row for key, row in self.records.items() if _values(row) != self._stored[key]]
        SegmentRecord.objects.bulk_update(changed, [name.removesuffix("_id") for name in WRITTEN])

    def _create(self, records: list[SegmentRecord]) -> None:
        unique = {_key(record): record for record in records}
        SegmentRecord.objects.bulk_create(unique.values())


def _key(record: SegmentRecord) -> Key:
    return record.context_id, record.string_id


def _values(record: SegmentRecord) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in WRITTEN)
