"""Saves one translated text, with detection of concurrent changes.

About ten queries including the permission check: translators wait for the response.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404

from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from core.text.control_character_removal import without_controls
from translation import upstream
from translation.checks import set_aside_problems
from translation.checks.field_length import find as too_long
from translation.models import EventKind, SegmentEvent, SegmentRecord, SetAsideProblem, State
from translation.permissions.translation_permissions import is_locked_for, may_edit
from translation.sync import progress_summary, segment_states
from translation.workspace import segment_data
from translation.workspace.segment_data import Item, version_of

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
WRITTEN = [
    "data", "translation_type", "tool_name", "last_translated_by", "has_error", "field_error",
    "updated_at",
]  # fmt: skip


class SavedMeanwhileError(Exception):
    """Another user has saved a different text since this user loaded the segment."""

    def __init__(self, item: Item) -> None:
        super().__init__(item.record.pk)
        self.item = item


def open_item(user: Any, record_id: int, *, to_write: bool = False) -> Item:
    """Loads a segment. Raises Http404, and PermissionDenied for users who may not read it.

    `to_write` locks it until the end of the transaction.
    """
    records = SegmentRecord.objects.filter(pk=record_id, is_current=True, translation__enabled=True)
    if to_write:
        # The translation, too: two saves on one page must not count its segments at once.
        records = records.select_for_update(of=("self", "translation"), no_key=True)
        records = records.annotate(has_aside=_has_aside())
    found = segment_data.found(records)
    if not found:
        raise Http404
    [item] = segment_data.items_of(found, with_aside=not to_write, user=user)
    if item.target is None:
        raise Http404
    if not may_edit(user, item.target):
        raise PermissionDenied
    return item


def _has_aside() -> Exists:
    dismissed = SetAsideProblem.objects.filter(
        source=OuterRef("string__data"),
        language=OuterRef("translation__target_locale__language_code"),
    )
    return Exists(dismissed)


def open_to_change(user: Any, record_id: int, *, to_write: bool = False) -> Item:
    """As `open_item`; also raises PermissionDenied for a locked page or one in review."""
    item = open_item(user, record_id, to_write=to_write)
    if item.page is not None and is_locked_for(user, item.page):
        raise PermissionDenied
    return item


def save(user: Any, record_id: int, html: str, seen: str, *, over: bool = False) -> Item:
    """Saves the text; `seen` is the version edited, `over` overwrites another one.

    Saving an earlier translation unchanged confirms it. Raises SavedMeanwhileError, and what
    `open_to_change` raises.
    """
    html = without_controls(html)
    with transaction.atomic():
        item = open_to_change(user, record_id, to_write=True)
        is_other = version_of(item.entry) != seen and item.translated != html
        if is_other and not over:
            raise SavedMeanwhileError(item)
        is_new_text = item.translated != html
        was_open = item.entry is not None and upstream.is_unconfirmed(item.entry)
        if is_new_text or was_open:
            _write(item, html, user)
            _note(item, user, _kind(item, is_new_text=is_new_text))
    return item


def _kind(item: Item, *, is_new_text: bool) -> EventKind:
    if not is_new_text:
        return EventKind.CONFIRMED
    is_machine = item.translated == item.record.machine_html  # type: ignore[attr-defined]
    return EventKind.MACHINE if is_machine else EventKind.SAVED


def _write(item: Item, html: str, user: Any) -> None:
    """Saves as wagtail-localize's editor does, without signal handlers that repeat queries."""
    record, fault = item.record, fault_of(item, html)
    entry = StringTranslation(
        translation_of=record.string,
        context=record.context,
        locale=item.translation.target_locale,
        data=html,
        translation_type=MANUAL,
        last_translated_by=user,
        has_error=bool(fault),
        field_error=fault,
    )
    [item.entry] = StringTranslation.objects.bulk_create(
        [entry],
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=WRITTEN,
    )
    if record.context.path == "title" and item.page is not None:
        Page.objects.filter(pk=item.page.pk).update(draft_title=html)


def fault_of(item: Item, html: str) -> str:
    """Returns why the text cannot be published; empty if it can."""
    fault = upstream.markup_fault(item.record.string.data, html)
    if fault:
        return fault
    return next((str(problem) for problem in too_long(item.with_target(html).text)), "")


def _note(item: Item, user: Any, kind: EventKind) -> None:
    record = item.record
    if record.state == State.REVIEW:
        record.state = State.DRAFT
    segment_states.settle(record, item.entry)
    record.save(update_fields=["state", "stale_since"])
    progress_summary.recount(record.translation)
    SegmentEvent.objects.create(record=record, kind=kind, text=item.translated, user=user)
    record.step, record.step_comment = kind, ""  # type: ignore[attr-defined]
    record.step_by = get_user_display_name(user)  # type: ignore[attr-defined]
    item.checked = item.with_target(item.translated)
    has_aside = record.has_aside  # type: ignore[attr-defined]
    if has_aside and any(set_aside_problems.is_possible(each) for each in item.checked.problems):
        item.checked = item.remembering()
