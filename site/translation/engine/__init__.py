"""The one room in which wagtail-localize's private things are touched.

wagtail-localize takes pages apart and puts them together; how it does so is nobody's interface.
Whatever this site reads of its tables, or changes in its ways, stands in this package, and each
such thing is pinned by a test in `tests/translation/test_engine_contract.py`.
"""

from translation.engine.approved import NotTranslatedError, refuse_untranslated
from translation.engine.carrying import (
    CARRIED,
    DOUBTFUL,
    carry,
    confirm,
    is_carried,
    is_unconfirmed,
)
from translation.engine.editor import may_edit
from translation.engine.quiet import is_quiet, quietly
from translation.engine.stored import (
    Segment,
    entries_at,
    entries_of,
    is_usable,
    lock,
    segments_of,
    shape_of,
    source_of,
    source_texts,
    target_of,
    translation_into,
)
from translation.engine.texts import plain, texts_on, unit_of, word_count

__all__ = [
    "CARRIED",
    "DOUBTFUL",
    "NotTranslatedError",
    "Segment",
    "carry",
    "confirm",
    "entries_at",
    "entries_of",
    "is_carried",
    "is_quiet",
    "is_unconfirmed",
    "is_usable",
    "lock",
    "may_edit",
    "plain",
    "quietly",
    "refuse_untranslated",
    "segments_of",
    "shape_of",
    "source_of",
    "source_texts",
    "target_of",
    "texts_on",
    "translation_into",
    "unit_of",
    "word_count",
]
