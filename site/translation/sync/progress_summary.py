"""Keeps the TranslationProgress row of each page in each language up to date.

Two queries for each event of one page in one language; other pages are not read.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Min, Sum
from django.utils import timezone

from wagtail_localize.models import Translation

from translation.models import SegmentRecord, State, TranslationProgress
from translation.models.segments import TO_TRANSLATE

# The state of a page is that of its least advanced segment.
ORDER = (State.UNTRANSLATED, State.STALE, State.DRAFT, State.REVIEW)


def recount(translation: Translation, *, shape: str | None = None, published: bool = False) -> None:
    """Recomputes the row.

    `shape`: hash of the original, if it was just extracted. `published`: whether the translation
    was just published.
    """
    row = prefetched_progress(translation) or TranslationProgress(
        translation=translation,
        translation_key=translation.source.object_id,
        source_locale_id=translation.source.locale_id,
        locale_id=translation.target_locale_id,
    )
    for name, value in _counts(translation).items():
        setattr(row, name, value)
    if shape is not None:
        row.shape = shape
    if published:
        _note_publication(row)
    if published or shape is not None:
        _note_distance(row)
    row.save()


def create_complete(
    approved: Iterable[tuple[Translation, list[SegmentRecord]]], shapes: dict[int, str]
) -> None:
    """Creates the rows of translations just published completely, from their records.

    `shapes` are the hashes of the originals by the id of their source.
    """
    rows = []
    for translation, records in approved:
        shape = shapes[translation.source_id]
        rows.append(
            TranslationProgress(
                translation=translation,
                translation_key=translation.source.object_id,
                source_locale_id=translation.source.locale_id,
                locale_id=translation.target_locale_id,
                state=State.APPROVED,
                approved=len(records),
                words=sum(record.words for record in records),
                shape=shape,
                published_shape=shape,
            )
        )
    TranslationProgress.objects.bulk_create(rows)


def prefetched_progress(translation: Translation) -> TranslationProgress | None:
    """Returns the row if it was loaded with its translation, without a query."""
    if "progress" in translation._state.fields_cache:
        found: TranslationProgress | None = translation.progress
        return found
    return TranslationProgress.objects.filter(pk=translation.pk).first()


def _counts(translation: Translation) -> dict[str, Any]:
    rows = (
        SegmentRecord.objects.filter(translation=translation, is_current=True)
        .values("state")
        .annotate(number=Count("pk"), words=Sum("words"), since=Min("stale_since"))
        .order_by()
    )
    found = {row["state"]: row for row in rows}
    numbers = {str(state): found[state]["number"] if state in found else 0 for state in State}
    return numbers | {
        "state": next((state for state in ORDER if state in found), State.APPROVED),
        "words": sum(row["words"] for row in found.values()),
        "words_left": sum(row["words"] for row in found.values() if row["state"] in TO_TRANSLATE),
        "stale_since": found[State.STALE]["since"] if State.STALE in found else None,
    }


def _note_publication(row: TranslationProgress) -> None:
    is_complete = row.approved == row.segments
    row.published_shape = row.shape if is_complete else row.published_shape or INCOMPLETE


# Marks a translation that was published incomplete: equal to no hash.
INCOMPLETE = "incomplete"


def _note_distance(row: TranslationProgress) -> None:
    """Updates whether the public translation is outdated; never for unpublished ones."""
    if not row.published_shape or row.shape == row.published_shape:
        row.behind_since = None
    else:
        row.behind_since = row.behind_since or timezone.now()
