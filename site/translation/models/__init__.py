from translation.models.asked import AskedTranslation
from translation.models.parity import Parity
from translation.models.records import SegmentRecord
from translation.models.states import State

__all__ = ["AskedTranslation", "Parity", "SegmentRecord", "State"]
