"""The translators' list: contributions with the state of their translation into one language."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from wagtail.admin.ui.components import Component

from contributions.models import Contribution, ContributionTranslation, Step
from contributions.translating.rights import Area, area_of
from core.languages.language_names import language_name

WAITS, ALL = "waits", "all"


def in_language(area: Area, language: str) -> QuerySet[Contribution]:
    """Returns the published contributions to translate into a language, with what there is of it.

    Each has `step`, `is_stale`, `changed` and `shown_at` of its translation; None without one.
    """
    found = Contribution.objects.published().exclude(language=language)
    found = found.filter(session_key__in=area.pages.get(language, frozenset()))
    joined = FilteredRelation("translations", condition=Q(translations__language=language))
    return found.annotate(
        of_language=joined,
        step=F("of_language__step"),
        is_stale=F("of_language__is_stale"),
        changed=F("of_language__changed_at"),
        shown_at=F("of_language__published_at"),
    ).defer("text", "html")


def conditions() -> dict[str, Q]:
    """Returns the conditions of the filter, by its values."""
    approved = Q(step=Step.APPROVED)
    return {
        WAITS: Q(step=None) | ~approved,
        "untranslated": Q(step=None),
        "stale": Q(is_stale=True),
        Step.DRAFT.value: Q(step=Step.DRAFT),
        Step.REVIEW.value: Q(step=Step.REVIEW),
        Step.APPROVED.value: approved,
        ALL: Q(),
    }


@dataclass(frozen=True)
class Waiting:
    """How many contributions wait in a language: for translators, and in review."""

    language: str
    to_translate: int
    in_review: int


def waiting_for(user: Any) -> list[Waiting]:
    """Returns what waits for the user, by language; three queries, however many languages."""
    area = area_of(user)
    if not area.languages:
        return []
    published = Contribution.objects.published().order_by()
    totals = list(published.values("session_key", "language").annotate(count=Count("pk")))
    if not totals:
        return []
    rows = ContributionTranslation.objects.filter(contribution__state="published").order_by()
    done: dict[tuple[Any, str, str], int] = {}
    for row in rows.values("contribution__session_key", "language", "step").annotate(
        count=Count("pk")
    ):
        done[row["contribution__session_key"], row["language"], row["step"]] = row["count"]
    found = [_waiting(area, language, totals, done) for language in area.languages]
    return [each for each in found if each.to_translate or each.in_review]


def _waiting(
    area: Area, language: str, totals: list[Any], done: dict[tuple[Any, str, str], int]
) -> Waiting:
    keys = area.pages[language]
    total = sum(
        row["count"] for row in totals if row["session_key"] in keys and row["language"] != language
    )
    approved = sum(done.get((key, language, Step.APPROVED), 0) for key in keys)
    review = sum(done.get((key, language, Step.REVIEW), 0) for key in keys)
    return Waiting(language, total - approved - review, review)


class TranslationsPanel(Component):
    """Of the languages into which the user translates; superusers have the menu."""

    name = "translations_of_contributions"
    template_name = "contributions/admin/translations_panel.html"
    order = 115

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the counts by language."""
        user = parent_context["request"].user
        found = [] if user.is_superuser else waiting_for(user)
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
