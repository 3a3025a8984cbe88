"""JSON endpoints of the workspace that act on one segment."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from translation.checks import set_aside_problems
from translation.models import TranslationProgress
from translation.permissions.translation_permissions import may_publish
from translation.workspace import history, save_segment, segment_json, segment_review, suggestions
from translation.workspace.segment_data import Item
from translation.workspace.segment_json import for_script
from translation.workspace.suggestions import apply_to_repetitions


@require_POST
@for_script
def save(request: HttpRequest, record_id: int) -> dict[str, Any]:
    """Saves `html`; `seen` is the version edited, `over` overwrites another user's text."""
    html = _html(request)
    over = request.POST.get("over") == "1"
    saved = save_segment.save(
        request.user, record_id, html, request.POST.get("seen", ""), over=over
    )
    return {"segment": segment_json.segment(saved), "page": progress(saved)}


def _html(request: HttpRequest) -> str:
    """Returns the submitted text without NUL characters, which PostgreSQL cannot store."""
    return request.POST.get("html", "").replace("\0", "")


def progress(item: Item) -> dict[str, Any]:
    """Returns the progress of the segment's page."""
    row: TranslationProgress = item.translation.progress
    return {
        "translation": row.pk,
        "left": row.untranslated + row.stale,
        "segments": row.segments,
        "isPage": item.page is not None,
    }


@require_POST
@for_script
def check(request: HttpRequest, record_id: int) -> dict[str, Any]:
    """Returns the problems of an unsaved text."""
    item = save_segment.open_item(request.user, record_id)
    html = _html(request)
    found = item.remembering(html).problems if html else []
    return {"problems": segment_json.problems(found)}


@require_safe
@for_script
def about(request: HttpRequest, record_id: int) -> dict[str, Any]:
    """Returns matches, repetitions, comments and history, for the side panel."""
    item = save_segment.open_item(request.user, record_id)
    return {
        "matches": suggestions.matches(request.user, item),
        "repetitions": suggestions.repetitions(request.user, item).count(),
        **_history(item),
    }


def _history(item: Item) -> dict[str, Any]:
    events = [segment_json.event(each, item) for each in history.events_of(item)]
    return {"events": events, "approved": _approved(item)}


def _approved(item: Item) -> dict[str, str] | None:
    record = item.record
    if record.approved_at is None:
        return None
    return {
        "who": segment_json.who(record.approved_by),
        "at": segment_json.when(record.approved_at),
        "text": item.text(record.text),
    }


@require_safe
@for_script
def concordance(request: HttpRequest) -> dict[str, Any]:
    """Searches `q` in originals, or with `in`=target in translations into `language`."""
    return {"hits": suggestions.hits(request.user, request.GET)}


@require_POST
@for_script
def repeat(request: HttpRequest, record_id: int) -> dict[str, Any]:
    """Stores the saved text as a draft for all equal untranslated segments."""
    item = save_segment.open_to_change(request.user, record_id)
    among = suggestions.repetitions(request.user, item)
    return {
        "ids": list(among.values_list("pk", flat=True)),
        "number": apply_to_repetitions(item.record, item.translated, request.user, among=among),
    }


@require_POST
@for_script
def comment(request: HttpRequest, record_id: int) -> dict[str, Any]:
    """Stores `comment`; `to` = "editors" also mails it to the editors of the original.

    Returns the history, and as `asked` the number of those who were written to.
    """
    item = save_segment.open_item(request.user, record_id)
    text = _words(request, "comment")
    to_editors = request.POST.get("to") == "editors"
    asked = history.comment(item, request.user, text, to_editors=to_editors)
    return {**_history(item), "asked": asked}


@require_POST
@for_script
def decide(request: HttpRequest, record_id: int) -> dict[str, Any]:
    """Stores a review decision: `decision` is "accept", or "return" with a `comment`."""
    is_accepted = request.POST.get("decision") == "accept"
    comment_on_it = request.POST.get("comment", "").replace("\0", "").strip()
    return segment_review.decide(
        request.user, record_id, is_accepted=is_accepted, comment=comment_on_it
    )


@require_POST
@for_script
def set_aside(request: HttpRequest, record_id: int) -> dict[str, Any]:
    """Dismisses the error `check` of the saved text with a `reason`; for publishers of the page."""
    item = save_segment.open_to_change(request.user, record_id)
    if not may_publish(request.user, item.target):
        raise PermissionDenied
    reason = _words(request, "reason")
    check_key = request.POST.get("check", "")
    set_aside_problems.set_aside(item.checked.text, check_key, reason, request.user)
    return {"problems": segment_json.problems(item.remembering().problems)}


def _words(request: HttpRequest, name: str) -> str:
    """Returns the submitted text. Raises ValidationError if it is empty."""
    text = request.POST.get(name, "").replace("\0", "").strip()
    if not text:
        raise ValidationError(gettext("Write a few words first."))
    return text
