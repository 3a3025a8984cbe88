"""Stores the changes of an import plan in one transaction."""

from collections import defaultdict
from typing import Any

from django.db import transaction

from wagtail_localize.models import StringTranslation, Translation

from core.bulk_string_writes import bulk_write
from translation import upstream
from translation.files.import_plan import Change, Kind, Plan
from translation.sync import segment_states
from translation.upstream.po_entries import store

TOOL = "PO"
"""Also for XLIFF: wagtail-localize displays it as the origin of a text."""


@transaction.atomic
def carry_out(plan: Plan, user: Any) -> int:
    """Applies the plan atomically. Returns the number of stored texts."""
    kept = defaultdict(list)
    with bulk_write():
        for change in plan.to_write:
            translation = plan.translation_of(change)
            entry = keep(change, translation, user)
            if entry is not None:
                kept[translation].append(entry)
    for translation, entries in kept.items():
        segment_states.note_entries(translation, entries)
    return sum(map(len, kept.values()))


def keep(change: Change, translation: Translation, user: Any) -> StringTranslation | None:
    """Stores one text as a draft, whatever state the file gives it.

    A fuzzy text is marked as unconfirmed, and the checks block publishing until it is confirmed.
    """
    if change.segment is None:
        return None
    tool = upstream.DOUBTFUL if change.kind is Kind.DRAFT else TOOL
    return store(change.segment.segment_id, translation, change.entry.text, user, tool)
