"""Models of the translation workflow."""

from translation.models.check_result import CheckResult
from translation.models.machine_suggestion import MachineSuggestion
from translation.models.mail_preference import DigestEntry, MailPreference
from translation.models.memory import MemoryPair, MemoryShingle, MemorySource, Origin
from translation.models.progress import TranslationProgress
from translation.models.requested_translation import RequestedTranslation
from translation.models.review_task import TranslationReviewTask
from translation.models.segment_event import EventKind, SegmentEvent
from translation.models.segment_record import SegmentRecord
from translation.models.segment_state import State
from translation.models.set_aside_problem import SetAsideProblem
from translation.models.translation_right import Role, TranslationRight
from translation.models.work_package import PackageAssignment, WorkPackage

__all__ = [
    "CheckResult",
    "DigestEntry",
    "EventKind",
    "MachineSuggestion",
    "MailPreference",
    "MemoryPair",
    "MemoryShingle",
    "MemorySource",
    "Origin",
    "PackageAssignment",
    "RequestedTranslation",
    "Role",
    "SegmentEvent",
    "SegmentRecord",
    "SetAsideProblem",
    "State",
    "TranslationProgress",
    "TranslationReviewTask",
    "TranslationRight",
    "WorkPackage",
]
