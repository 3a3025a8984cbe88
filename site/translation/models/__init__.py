from translation.models.asked import AskedTranslation
from translation.models.memory import MemoryPair, MemoryShingle, MemorySource, Origin
from translation.models.parity import Parity
from translation.models.records import SegmentRecord
from translation.models.review import TranslationReviewTask
from translation.models.rights import Role, TranslationRight
from translation.models.states import State

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
