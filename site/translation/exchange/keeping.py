"""Writes what a plan found; all of it or nothing."""

from typing import Any

from django.db import transaction

from wagtail_localize.models import Translation

from translation.exchange import engine
from translation.exchange.planning import Change, Kind, Plan

TOOL = "PO"


@transaction.atomic
def carry_out(plan: Plan, user: Any) -> int:
    """Returns how many texts were written."""
    return sum(keep(change, plan.translations, user) for change in plan.to_write)


def keep(change: Change, translations: dict[Any, Translation], user: Any) -> bool:
    """Writes one text; the one place where an imported text gets its state.

    A doubtful one (fuzzy) is never made final. As long as texts have no states, it is left out:
    what is stored would go out with the next publishing.
    """
    if change.kind is Kind.DRAFT or change.segment is None:
        return False
    translation = translations[change.entry.translation]
    engine.store(change.segment.segment_id, translation, change.entry.text, user, TOOL)
    return True
