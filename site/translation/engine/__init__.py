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
from translation.engine.drafts import as_translated, drafted
from translation.engine.editor import also_ask, may_edit
from translation.engine.faults import markup_fault
from translation.engine.handing import SUBMIT, create_draft, hand_over_anew, is_translation
from translation.engine.lines import Line, lines_of
from translation.engine.opening import originals_at_hand
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
from translation.engine.texts import plain, segments_on, texts_on, unit_of, word_count

__all__ = [
    "CARRIED",
    "DOUBTFUL",
    "SUBMIT",
    "Line",
    "NotTranslatedError",
    "Segment",
    "also_ask",
    "as_translated",
    "carry",
    "confirm",
    "create_draft",
    "drafted",
    "entries_at",
    "entries_of",
    "hand_over_anew",
    "is_carried",
    "is_quiet",
    "is_translation",
    "is_unconfirmed",
    "is_usable",
    "lines_of",
    "lock",
    "markup_fault",
    "may_edit",
    "originals_at_hand",
    "plain",
    "quietly",
    "refuse_untranslated",
    "segments_of",
    "segments_on",
    "shape_of",
    "source_of",
    "source_texts",
    "target_of",
    "texts_on",
    "translation_into",
    "unit_of",
    "word_count",
]
