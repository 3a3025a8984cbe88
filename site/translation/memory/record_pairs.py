"""Adds approved translations to the memory."""

from collections.abc import Iterable, Iterator

from wagtail.models import Page
from wagtail_localize.models import Translation

from translation.memory.store import NewPair, keep
from translation.models import SegmentRecord, State


def record_approved(translation: Translation, records: Iterable[SegmentRecord]) -> int:
    """Stores the approved ones of these records; a constant number of queries.

    `records` belong to `translation` and have their context and string loaded. Returns the number
    of pairs.
    """
    return keep(_pairs(translation, records))


def _pairs(translation: Translation, records: Iterable[SegmentRecord]) -> Iterator[NewPair]:
    source = translation.source
    for record in records:
        if record.state == State.APPROVED and record.approved_at is not None:
            yield NewPair(
                source_language=source.locale.language_code,
                target_language=translation.target_locale.language_code,
                source_html=record.string.data,
                target_html=record.text,
                approved_at=record.approved_at,
                approved_by_id=record.approved_by_id,
                page_key=source.object_id,
                page_title=source.object_repr,
                page_type=page_type_of(translation),
                place=record.context.field_path or record.context.path,
                path=record.context.path,
            )


def page_type_of(translation: Translation) -> str:
    """Returns "app_label.model" of the original."""
    kind = translation.source.specific_content_type
    return f"{kind.app_label}.{kind.model}"


def record_everything() -> int:
    """Stores all approved translations of the site. Returns the number of pairs.

    Restricted pages are left out. A few queries for each translation.
    """
    private = Page.objects.private().order_by().values("translation_key")
    translations = Translation.objects.exclude(source__object_id__in=private).select_related(
        "source__locale", "source__specific_content_type", "target_locale"
    )
    return sum(
        record_approved(
            each, each.records.filter(state=State.APPROVED).select_related("context", "string")
        )
        for each in translations.iterator(chunk_size=200)
    )
