"""Models of the translation workflow."""

from translation.models.check_results import CheckResult, SetAsideProblem
from translation.models.memory import (
    MachineSuggestion,
    MemoryPair,
    MemoryShingle,
    MemorySource,
    Origin,
)
from translation.models.requested_translation import RequestedTranslation
from translation.models.review_task import TranslationReviewTask
from translation.models.segments import (
    EventKind,
    SegmentEvent,
    SegmentRecord,
    State,
    TranslationProgress,
)
from translation.models.translation_right import Role, TranslationRight
from translation.models.translator_mail import DigestEntry, MailPreference
from translation.models.work_package import PackageAssignment, WorkPackage

__all__ = [
    "CheckResult", "DigestEntry", "EventKind", "MachineSuggestion", "MailPreference",
    "MemoryPair", "MemoryShingle", "MemorySource", "Origin", "PackageAssignment",
    "RequestedTranslation", "Role", "SegmentEvent", "SegmentRecord", "SetAsideProblem",
    "State", "TranslationProgress", "TranslationReviewTask", "TranslationRight",
    "WorkPackage",
]  # fmt: skip
