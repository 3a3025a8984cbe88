"""Keeps the record of every segment, in each language, in step with what happens to it.

the original is published   refresh: untouched segments stay, changed ones become stale
a translator saves a text   note_entry: draft
it is sent to review        send_to_review, and return_to_translator
the translation goes out    note_publication: what stands on the page now is approved
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from translation import upstream
from translation.memory.privacy import is_private
from translation.memory.recording import record_approved
from translation.models import SegmentRecord, State
from translation.models.segment_state import TO_TRANSLATE
from translation.sync import progress_summary
from translation.sync.segment_migration import Succession


@transaction.atomic
def refresh(translation: Translation) -> None:
    """Takes the original's segments as translators have them now.

    Some ten queries for any number of segments, however many other pages there are.
    """
    upstream.lock(translation)
    segments = upstream.segments_of(translation.source)
    entries = upstream.entries_of(translation)
    succession = Succession(translation, segments, entries)
    succession.carry_over()
    for record in succession.current:
        entry = succession.entries.get((record.context_id, record.string_id))
        settle(record, entry)
    succession.store()
    progress_summary.recount(translation, shape=upstream.shape_of(translation.source))


def settle(record: SegmentRecord, entry: StringTranslation | None) -> None:
    """Sets the state that follows from what is entered; does not save."""
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
    """A translator has saved or removed one text. What was in review no longer is."""
    for record in SegmentRecord.objects.of_string_translation(entry).select_related("translation"):
        _note(record, None if is_gone else entry)
        record.save(update_fields=["state", "stale_since"])
        progress_summary.recount(record.translation)


@transaction.atomic
def note_entries(translation: Translation, entries: Iterable[StringTranslation]) -> None:
    """The same for many texts, saved quietly, with as many queries as for one."""
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
    """What is entered and stands on the page as published is approved; drafts stay drafts."""
    upstream.lock(translation)
    shown = upstream.texts_on(instance)
    entries = upstream.entries_of(translation)
    records = list(translation.records.current().select_related("context", "string"))
    approved = []
    for record in records:
        entry = entries.get((record.context_id, record.string_id))
        unit = upstream.unit_of(type(instance), record.context.path)
        if entry is None or not _can_be_approved(entry):
            continue
        if upstream.plain(entry.data) in shown.get(unit, ()) and _approve(record, entry, user):
            approved.append(record)
    SegmentRecord.objects.bulk_update(records, APPROVAL)
    if approved and not is_private(instance):
        record_approved(translation, approved)
    progress_summary.recount(translation, published=True)


APPROVAL = ["state", "text", "predecessor", "stale_since", "approved_at", "approved_by"]


def _can_be_approved(entry: StringTranslation) -> bool:
    return upstream.is_usable(entry) and not upstream.is_unconfirmed(entry)


def _approve(record: SegmentRecord, entry: StringTranslation, user: Any) -> bool:
    """Whether that is new."""
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
    """How many segments wait for a translator: new ones, blank ones, and changed ones."""
    return translation.records.current().filter(state__in=TO_TRANSLATE).count()


def is_complete(page: Page) -> bool:
    """Whether nothing of a translation waits for a translator; a page of one's own is complete."""
    translation = upstream.translation_into(page)
    return translation is None or left_to_translate(translation) == 0


def send_to_review(translation: Translation) -> int:
    """Drafts wait for a reviewer from now on; returns how many."""
    return _exchange(translation, State.DRAFT, State.REVIEW)


def return_to_translator(translation: Translation) -> int:
    """What waits for a reviewer becomes a draft again; returns how many."""
    return _exchange(translation, State.REVIEW, State.DRAFT)


def _exchange(translation: Translation, before: State, after: State) -> int:
    number = translation.records.filter(is_current=True, state=before).update(state=after)
    progress_summary.recount(translation)
    return number


def refresh_all(translations: Iterable[Translation]) -> None:
    for translation in translations:
        refresh(translation)


def rebuild() -> int:
    """Every translation anew; what stands on a live page counts as approved. Returns how many."""
    translations = Translation.objects.select_related("source", "target_locale")
    for translation in translations.iterator(chunk_size=200):
        refresh(translation)
        target = upstream.target_of(translation)
        if target is not None and getattr(target, "live", True):
            note_publication(translation, target)
    return translations.count()
