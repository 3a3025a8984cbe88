"""Equal segments on other pages, and applying one translation to all of them."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from wagtail_localize.models import StringTranslation

from core import bulk_string_writes
from translation.models import SegmentRecord, State
from translation.sync import segment_states
from translation.upstream.po_entries import store_at


def repetitions_of(record: SegmentRecord) -> QuerySet[SegmentRecord]:
    """Returns the other current, unapproved segments with the same original and language.

    The caller must check the user's permissions on their pages.
    """
    return (
        SegmentRecord.objects.filter(
            is_current=True,
            string_id=record.string_id,
            translation__target_locale_id=record.translation.target_locale_id,
            translation__enabled=True,
        )
        .exclude(pk=record.pk)
        .exclude(state=State.APPROVED)
        .select_related("translation__source", "translation__target_locale", "context")
        .order_by("pk")
    )


@transaction.atomic
def apply_to_repetitions(
    record: SegmentRecord, text: str, user: Any, *, among: QuerySet[SegmentRecord] | None = None
) -> int:
    """Stores `text` as a draft for all equal segments, or those in `among`.

    Returns the number of segments.
    """
    repeated = list(repetitions_of(record) if among is None else among)
    for each in repeated:
        with bulk_string_writes.bulk_write():
            entry = _enter(each, text, user)
        segment_states.note_entries(each.translation, [entry])
    return len(repeated)


def _enter(record: SegmentRecord, text: str, user: Any) -> StringTranslation:
    return store_at(record.translation, record.context_id, record.string_id, text, user, "")
