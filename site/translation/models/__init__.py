"""Models of the translation workflow."""

from translation.models.check_result import CheckResult
from translation.models.memory import MemoryPair, MemoryShingle, MemorySource, Origin
from translation.models.progress import Parity
from translation.models.requested_translation import AskedTranslation
from translation.models.review_task import TranslationReviewTask
from translation.models.segment_event import EventKind, SegmentEvent
from translation.models.segment_record import SegmentRecord
from translation.models.segment_state import State
from translation.models.set_aside import SetAside
from translation.models.translation_right import Role, TranslationRight

__all__ = [
    "AskedTranslation",
    "CheckResult",
    "EventKind",
    "MemoryPair",
    "MemoryShingle",
    "MemorySource",
    "Origin",
    "Parity",
    "Role",
    "SegmentEvent",
    "SegmentRecord",
    "SetAside",
    "State",
    "TranslationReviewTask",
    "TranslationRight",
]
