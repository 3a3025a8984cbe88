"""Writes what a plan found; all of it or nothing."""

from typing import Any

from django.db import transaction

from wagtail_localize.models import Translation

from translation.exchange import engine
from translation.exchange.planning import Change, Kind, Plan
from translation.quality.segments import DOUBTFUL

TOOL = "PO"


@transaction.atomic
def carry_out(plan: Plan, user: Any) -> int:
    """Returns how many texts were written."""
    return sum(keep(change, plan.translations, user) for change in plan.to_write)


def keep(change: Change, translations: dict[Any, Translation], user: Any) -> bool:
    """Writes one text; the one place where an imported text gets its state.

    A doubtful one (fuzzy) is marked as such, and the checks let no page out with it.
    """
    if change.segment is None:
        return False
    translation = translations[change.entry.translation]
    tool = DOUBTFUL if change.kind is Kind.DRAFT else TOOL
    engine.store(change.segment.segment_id, translation, change.entry.text, user, tool)
    return True
