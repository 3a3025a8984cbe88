"""Displays and confirms segments whose original has changed."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from wagtail.models import Page

from translation import upstream
from translation.models import SegmentRecord, State
from translation.permissions.translation_permissions import may_change_translation
from translation.sync.editor_data import EditorData
from translation.sync.word_diff import Piece, diff


@dataclass(frozen=True)
class Change:
    """The change of one segment. Texts are plain; instants in UTC."""

    record_id: int
    old_source: str
    new_source: str
    pieces: list[Piece]
    translation: str
    """The translation approved for the old source; kept in the editor until it is revised."""
    since: datetime | None
    approved_at: datetime | None


def changes(data: EditorData) -> list[Change]:
    """Returns the changes of stale segments in reading order."""
    return [_change(record) for record in data.stale]


def _change(record: SegmentRecord) -> Change:
    old, new = upstream.plain(record.old_source), upstream.plain(record.string.data)
    return Change(
        record_id=record.pk,
        old_source=old,
        new_source=new,
        pieces=diff(old, new),
        translation=upstream.plain(record.text),
        since=record.stale_since,
        approved_at=record.predecessor.approved_at if record.predecessor else None,
    )


@require_POST
def confirm(request: HttpRequest, record_id: int) -> HttpResponse:
    """View that confirms the earlier translation for the changed original.

    The segment becomes a draft, and is approved on publication.
    """
    stale = SegmentRecord.objects.current().filter(state=State.STALE)
    record = get_object_or_404(stale.select_related("translation__source"), pk=record_id)
    instance = record.translation.get_target_instance()
    if not may_change_translation(request.user, record.translation):
        raise PermissionDenied
    if upstream.confirm(record.translation, record.context_id, record.string_id, request.user):
        messages.success(request, gettext("The translation stays as it is."))
    if isinstance(instance, Page):
        return redirect(reverse("wagtailadmin_pages:edit", args=[instance.pk]))
    return redirect(record.translation.get_target_instance_edit_url())
