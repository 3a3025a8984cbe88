from translation.models.memory import MemoryPair, MemoryShingle, MemorySource, Origin
from translation.models.progress import Parity
from translation.models.requested_translation import AskedTranslation
from translation.models.review_task import TranslationReviewTask
from translation.models.segment_record import SegmentRecord
from translation.models.segment_state import State
from translation.models.translation_right import Role, TranslationRight

__all__ = [
    "AskedTranslation",
    "MemoryPair",
    "MemoryShingle",
    "MemorySource",
    "Origin",
    "Parity",
    "Role",
    "SegmentRecord",
    "State",
    "TranslationReviewTask",
    "TranslationRight",
]
