"""Everything that depends on wagtail-localize's internals rather than its public API.

Reads its tables, builds its translated pages, and replaces code without an extension point
(`patches`). `tests/translation/upstream` tests the assumptions.
"""

from translation.upstream.approved_texts import NotTranslatedError, refuse_untranslated
from translation.upstream.read_localize_tables import (
    Line,
    Segment,
    entries_at,
    entries_of,
    entries_of_many,
    is_usable,
    lines_of,
    lock,
    may_be_translated,
    segments_by_source,
    segments_of,
    shape_of,
    shapes_of,
    source_texts,
    sources_of_versions,
    target_of,
    translation_into,
)
from translation.upstream.segment_extraction import (
    plain,
    segments_on,
    texts_on,
    unit_of,
    word_count,
)
from translation.upstream.submission import SUBMIT, create_draft, hand_over_anew, is_translation
from translation.upstream.target_saving import as_translated, drafted
from translation.upstream.write_localize_tables import (
    CARRIED,
    DOUBTFUL,
    REMEMBERED,
    UNCONFIRMED,
    carry,
    confirm,
    is_carried,
    is_unconfirmed,
    markup_fault,
)

__all__ = [
    "CARRIED", "DOUBTFUL", "REMEMBERED", "SUBMIT", "UNCONFIRMED", "Line",
    "NotTranslatedError", "Segment", "as_translated", "carry", "confirm", "create_draft",
    "drafted", "entries_at", "entries_of", "entries_of_many", "hand_over_anew", "is_carried",
    "is_translation", "is_unconfirmed", "is_usable", "lines_of", "lock", "markup_fault",
    "may_be_translated", "plain", "refuse_untranslated", "segments_by_source", "segments_of",
    "segments_on", "shape_of", "shapes_of", "source_texts", "sources_of_versions", "target_of",
    "texts_on", "translation_into", "unit_of", "word_count",
]  # fmt: skip
