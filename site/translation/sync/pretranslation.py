"""Pre-translation: enters exact matches from the memory as unconfirmed drafts."""

from typing import Any

from django.conf import settings
from django.db.models import Max

from wagtail_localize.models import Translation

from core.seeding.run import is_seeding
from translation import upstream
from translation.memory.store import digest_of, page_type_of
from translation.models import MemoryPair, SegmentRecord, State
from translation.sync import segment_states
from translation.upstream import Segment, plain

Choice = tuple[bool, Any]


def pretranslate(translation: Translation) -> int:
    """Enters exact matches as unconfirmed drafts. Returns the number of entered texts.

    Publishing is blocked until they are confirmed. Prefers the same place on the same page type,
    then the latest approval. Uses a constant number of queries.
    """
    # The seed brings its own translations, and must not depend on what the memory holds.
    if not settings.TRANSLATION_MEMORY_FILLS_IN or is_seeding():
        return 0
    empty = translation.records.current().filter(state=State.UNTRANSLATED)
    records = list(empty.select_related("context", "string"))
    known = _best(translation, records) if records else {}
    texts = [(_segment(record), known[record.pk]) for record in records if record.pk in known]
    entries = upstream.carry(translation, texts, tool_name=upstream.REMEMBERED) if texts else {}
    if entries:
        segment_states.note_entries(translation, entries.values())
    return len(entries)


def _segment(record: SegmentRecord) -> Segment:
    return Segment(
        context_id=record.context_id,
        path=record.context.path,
        string_id=record.string_id,
        text=record.string.data,
        order=record.order,
    )


def _best(translation: Translation, records: list[SegmentRecord]) -> dict[int, str]:
    languages = translation.source.locale.language_code, translation.target_locale.language_code
    digests = {digest_of(plain(record.string.data), *languages) for record in records}
    rows = (
        MemoryPair.objects.filter(source__digest__in=digests)
        .values("source_html", "target_html", "page_type", "place")
        .annotate(latest=Max("approved_at"))
    )
    by_original: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_original.setdefault(row["source_html"], []).append(dict(row))
    here = page_type_of(translation)
    return {
        record.pk: max(found, key=lambda row: _rank(row, here, record))["target_html"]
        for record in records
        if (found := by_original.get(record.string.data))
    }


def _rank(row: dict[str, Any], page_type: str, record: SegmentRecord) -> Choice:
    place = record.context.field_path or record.context.path
    return (row["page_type"], row["place"]) == (page_type, place), row["latest"]
