"""Views of the review actions above the translation editor, and stale segments."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from wagtail.models import Page
from wagtail_localize.models import Translation

from core.pages import publish_validation
from translation import translation_querysets, upstream
from translation.checks import publish_confirmation
from translation.editor_data import EditorData
from translation.models import SegmentRecord, State
from translation.permissions.translation_permissions import (
    may_change_translation,
    may_read_translation,
    target_of,
)
from translation.review import workflow_steps
from translation.sync.text_comparison import Piece, diff


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


Step = Callable[[Translation, Page, HttpRequest], str]


@require_POST
def act(request: HttpRequest, translation_id: int, action: str) -> HttpResponse:
    """Performs one step, adds a message and redirects to the editor."""
    if action not in STEPS:
        raise Http404
    translation = get_object_or_404(Translation, pk=translation_id)
    page = target_of(translation)
    if not isinstance(page, Page) or not may_read_translation(request.user, translation):
        raise PermissionDenied
    if action == "approve":
        answer = publish_confirmation.answer_to(
            request, translation_querysets.of(page), back=_editor(page)
        )
        if answer is not None:
            return answer
    try:
        messages.success(request, STEPS[action](translation, page, request))
    except ValidationError as error:
        messages.error(request, publish_validation.refusal_from(page, error).reasons)
    if page.permissions_for_user(request.user).can_edit():
        return redirect(_editor(page))
    return redirect("wagtailadmin_home")


def _editor(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _draft(translation: Translation, _page: Page, request: HttpRequest) -> str:
    workflow_steps.save_draft(translation, request.user)
    return gettext("The draft is saved. Readers still see the page as it was.")


def _send(translation: Translation, _page: Page, request: HttpRequest) -> str:
    workflow_steps.send(translation, request.user)
    return gettext("The translation is in review.")


def _approve(_translation: Translation, page: Page, request: HttpRequest) -> str:
    workflow_steps.decide(page, request.user, "approve", _comment(request))
    return gettext("The translation is approved and published.")


def _return(_translation: Translation, page: Page, request: HttpRequest) -> str:
    comment = _comment(request)
    if not comment:
        raise ValidationError(gettext("Say in a comment what should be changed."))
    workflow_steps.decide(page, request.user, "reject", comment)
    return gettext("The translation is returned.")


def _withdraw(_translation: Translation, page: Page, request: HttpRequest) -> str:
    workflow_steps.withdraw(page, request.user)
    return gettext("The review is ended; the draft is kept.")


def _comment(request: HttpRequest) -> str:
    return str(request.POST.get("comment", "")).strip()


STEPS: dict[str, Any] = {
    "draft": _draft,
    "send": _send,
    "approve": _approve,
    "return": _return,
    "withdraw": _withdraw,
}
