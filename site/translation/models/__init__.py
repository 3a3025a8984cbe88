from translation.models.review import TranslationReviewTask
from translation.models.rights import Role, TranslationRight

__all__ = ["Role", "TranslationReviewTask", "TranslationRight"]
