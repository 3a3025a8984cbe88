from translation.models.asked import AskedTranslation
from translation.models.events import EventKind, SegmentEvent
from translation.models.memory import MemoryPair, MemoryShingle, MemorySource, Origin
from translation.models.parity import Parity
from translation.models.records import SegmentRecord
from translation.models.review import TranslationReviewTask
from translation.models.rights import Role, TranslationRight
from translation.models.set_aside import SetAside
from translation.models.states import State

__all__ = [
    "AskedTranslation",
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
