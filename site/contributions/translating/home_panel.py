"""Panel of the admin's home page: how many contributions wait for a translation, or a review."""

from typing import Any

from wagtail.admin.ui.components import Component

from contributions.models import Step
from contributions.translating import worklist
from core.languages.language_names import language_name


class TranslationsPanel(Component):
    """Of the languages into which the user translates; superusers have the menu."""

    name = "translations_of_contributions"
    template_name = "contributions/admin/translations_panel.html"
    order = 115

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the counts by language."""
        user = parent_context["request"].user
        found = [] if user.is_superuser else worklist.waiting_for(user)
        return {
            "waiting": [
                {
                    "name": language_name(each.language),
                    "language": each.language,
                    "to_translate": each.to_translate,
                    "in_review": each.in_review,
                }
                for each in found
            ],
            "review": Step.REVIEW.value,
        }
