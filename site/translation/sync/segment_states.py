"""Updates the record of every segment in each language on the events of its life cycle.

- An original is published: `refresh` keeps unchanged segments and marks changed ones stale.
- A translator saves a text: `note_entry` sets it to draft.
- The page is sent to review or returned: `send_to_review`, `return_to_translator`.
- The translation is published: `note_publication` approves the texts on the public page.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.dispatch import Signal
from django.utils import timezone

from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translation import upstream
from translation.memory.store import is_private, record_all_approved, record_approved
from translation.models import SegmentRecord, State
from translation.models.segments import TO_TRANSLATE
from translation.sync import progress_summary
from translation.sync.segment_migration import SegmentMigration

segments_to_translate = Signal()
"""Sent with `translation`, when an update of its source leaves more to translate than before."""


@transaction.atomic
def refresh(translation: Translation) -> None:
    """Updates the records to the current segments of the original.

    About ten queries for any number of segments or other pages.
    """
    upstream.lock(translation)
    segments = upstream.segments_of(translation.source)
    entries = upstream.entries_of(translation)
    migration = SegmentMigration(translation, segments, entries)
    migration.carry_over()
    for record in migration.current:
        entry = migration.entries.get((record.context_id, record.string_id))
        settle(record, entry)
    migration.store()
    progress_summary.recount(translation, shape=upstream.shape_of(translation.source))


def settle(record: SegmentRecord, entry: StringTranslation | None) -> None:
    """Sets the state that follows from the stored translation, without saving."""
    record.state = _state(record, entry)
    if record.state == State.STALE:
        record.stale_since = record.stale_since or timezone.now()
    else:
        record.stale_since = None


def _state(record: SegmentRecord, entry: StringTranslation | None) -> str:
    if entry is None or not upstream.is_usable(entry):
        return State.UNTRANSLATED
    if upstream.is_carried(entry):
        return State.STALE
    if record.approved_at is not None and record.text == entry.data:
        return State.APPROVED
    if record.state == State.REVIEW:
        return State.REVIEW
    return State.DRAFT


def note_entry(entry: StringTranslation, *, is_gone: bool = False) -> None:
    """Updates the record after a text was saved or removed; it is no longer in review."""
    for record in SegmentRecord.objects.of_string_translation(entry).select_related("translation"):
        _note(record, None if is_gone else entry)
        record.save(update_fields=["state", "stale_since"])
        progress_summary.recount(record.translation)


@transaction.atomic
def note_entries(translation: Translation, entries: Iterable[StringTranslation]) -> None:
    """Updates the records of many texts saved without signals, in constant queries."""
    upstream.lock(translation)
    by_key = {(entry.context_id, entry.translation_of_id): entry for entry in entries}
    records = []
    for record in translation.records.current():
        entry = by_key.get((record.context_id, record.string_id))
        if entry is not None:
            _note(record, entry)
            records.append(record)
    SegmentRecord.objects.bulk_update(records, ["state", "stale_since"])
    progress_summary.recount(translation)


def _note(record: SegmentRecord, entry: StringTranslation | None) -> None:
    if record.state == State.REVIEW:
        record.state = State.DRAFT
    settle(record, entry)


@transaction.atomic
def note_publication(translation: Translation, instance: Any, user: Any = None) -> None:
    """Approves the stored texts that are on the published page; other drafts stay drafts."""
    upstream.lock(translation)
    shown = upstream.texts_on(instance)
    entries = upstream.entries_of(translation)
    records = list(translation.records.current().select_related("context", "string"))
    approved = []
    for record in records:
        entry = entries.get((record.context_id, record.string_id))
        unit = upstream.unit_of(type(instance), record.context.path)
        if entry is None or not upstream.is_usable(entry) or upstream.is_unconfirmed(entry):
            continue
        if upstream.plain(entry.data) in shown.get(unit, ()) and _approve(record, entry, user):
            approved.append(record)
    SegmentRecord.objects.bulk_update(records, APPROVAL)
    if approved and not is_private(instance):
        record_approved(translation, approved)
    progress_summary.recount(translation, published=True)


def note_publications(translations: Sequence[Translation]) -> None:
    """Records translations without records, all of whose texts are stored and public, as approved.

    The number of queries does not depend on the number of translations.
    """
    sources = {translation.source_id: translation.source for translation in translations}
    segments = upstream.segments_by_source(sources.values())
    shapes = upstream.shapes_of(sources)
    entries = upstream.entries_of_many(translations)
    approved: list[tuple[Translation, list[SegmentRecord]]] = []
    for each in translations:
        own = segments.get(each.source_id, [])
        approved.append((each, [_approved(each, segment, entries) for segment in own]))
    SegmentRecord.objects.bulk_create(chain.from_iterable(records for _each, records in approved))
    progress_summary.create_complete(approved, shapes)
    record_all_approved(approved)


def _approved(
    translation: Translation,
    segment: StringSegment,
    entries: dict[tuple[int, int, int], StringTranslation],
) -> SegmentRecord:
    key = (translation.target_locale_id, segment.context_id, segment.string_id)
    return SegmentRecord(
        translation=translation,
        context=segment.context,
        string=segment.string,
        order=segment.order,
        words=upstream.word_count(segment.string.data),
        state=State.APPROVED,
        text=entries[key].data,
        approved_at=timezone.now(),
    )


APPROVAL = ["state", "text", "predecessor", "stale_since", "approved_at", "approved_by"]


def _approve(record: SegmentRecord, entry: StringTranslation, user: Any) -> bool:
    if record.state == State.APPROVED and record.text == entry.data:
        return False
    record.state = State.APPROVED
    record.text = entry.data
    record.predecessor = None
    record.stale_since = None
    record.approved_at = timezone.now()
    record.approved_by = user
    return True


def left_to_translate(translation: Translation) -> int:
    """Returns the number of segments without a current translation: new, blank or stale."""
    return translation.records.current().filter(state__in=TO_TRANSLATE).count()


def ids_to_translate(translation: Translation) -> set[int]:
    """Returns the ids of the records of those segments."""
    left = translation.records.filter(is_current=True, state__in=TO_TRANSLATE)
    return set(left.values_list("pk", flat=True))


def is_prefilled() -> Q:
    """Returns a filter on records: a draft from memory or file that nobody has confirmed yet."""
    entry = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef("translation__target_locale"),
        tool_name__in=upstream.UNCONFIRMED,
    )
    return Q(Exists(entry), state=State.DRAFT)


def needs_translator(translation: Translation) -> bool:
    """Whether any segment is new, stale, or filled in and not confirmed."""
    waits = Q(state__in=TO_TRANSLATE) | is_prefilled()
    return bool(translation.records.filter(waits, is_current=True).exists())


def is_complete(page: Page) -> bool:
    """Whether no segment is left to translate; True for a page that is no translation."""
    translation = upstream.translation_into(page)
    return translation is None or left_to_translate(translation) == 0


def send_to_review(translation: Translation) -> int:
    """Sets drafts to "in review". Returns their number."""
    return _exchange(translation, State.DRAFT, State.REVIEW)


def return_to_translator(translation: Translation) -> int:
    """Sets segments in review to draft. Returns their number."""
    return _exchange(translation, State.REVIEW, State.DRAFT)


def _exchange(translation: Translation, before: State, after: State) -> int:
    number = translation.records.filter(is_current=True, state=before).update(state=after)
    progress_summary.recount(translation)
    return number


def rebuild(*, published_if_new: bool = False) -> int:
    """Rebuilds the records of all translations; texts on live pages count as approved.

    With `published_if_new` only of translations without any record. Returns how many those are,
    else the number of translations.
    """
    new = set(Translation.objects.filter(records=None).values_list("pk", flat=True))
    translations = Translation.objects.select_related("source", "target_locale")
    for translation in translations.iterator(chunk_size=200):
        refresh(translation)
        if published_if_new and translation.pk not in new:
            continue
        target = upstream.target_of(translation)
        if target is not None and getattr(target, "live", True):
            note_publication(translation, target)
    return len(new) if published_if_new else translations.count()
