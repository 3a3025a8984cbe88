"""Serializes segments to JSON for the workspace's script, errors with a status and a message."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from wagtail.admin.utils import get_user_display_name

from terms import bilingual_terms
from terms.term_positions import spans
from terms.translation_check import problems_by
from translation import upstream
from translation.checks import set_aside_problems
from translation.checks.problems import Problem
from translation.checks.registry import LABELS
from translation.models import EventKind, SegmentEvent, State
from translation.sync.text_comparison import diff
from translation.workspace import numbered_tags
from translation.workspace.save_segment import SavedMeanwhileError
from translation.workspace.segment_data import Item, version_of
from translation.workspace.segment_terms import term_row

Value = dict[str, Any]


def segment(item: Item) -> Value:
    """Returns the data of the segment editor."""
    record, entry = item.record, item.entry
    text = item.text(item.translated)
    return {
        "id": record.pk,
        "translation": record.translation_id,
        "title": str(item.page.draft_title) if item.page else item.checked.title,
        "field": item.checked.label,
        "form": form_url(item),
        "state": record.state,
        "stateLabel": str(State(record.state).label),
        "source": item.source,
        "sourceLanguage": item.checked.text.source_language,
        "terms": list(terms_in(item)),
        "diff": changes(item.old_source, item.source),
        "text": text,
        "html": item.translated,
        "version": version_of(entry),
        "isCarried": entry is not None and upstream.is_unconfirmed(entry),
        "by": who(entry.last_translated_by) if entry else "",
        "at": when(entry.updated_at) if entry else "",
        "textDiff": changes(item.text(record.text), text),
        "limit": item.checked.text.limit,
        "problems": problems(item.problems),
        "step": _step(record),
        "machine": machine_suggestion(item, item.record.machine_html),  # type: ignore[attr-defined]
        # Elements that a translation may add have numbers by now.
        "codes": [vars(code) for code in item.codes.known],
    }


def changes(old: str, new: str) -> list[list[str]] | None:
    """Returns the word diff as kinds and texts; None if there is nothing to compare."""
    if not old or old == new:
        return None
    return [[piece.kind, piece.text] for piece in diff(old, new)]


def terms_in(item: Item) -> Iterator[Value]:
    """Yields each term of the original once, with all its positions."""
    text = item.checked.text
    vocabulary_of_both = bilingual_terms.between(text.source_language, text.target_language)
    found: dict[str, Value] = {}
    for span in spans(vocabulary_of_both.source, numbered_tags.without(item.source)):
        concept = span.entry.concept
        if concept not in found:
            found[concept] = term_row(vocabulary_of_both, span.entry) | {"places": []}
        found[concept]["places"].append([span.start, span.end])
    yield from found.values()


def problems(found: list[Problem]) -> list[Value]:
    """Returns the problems as JSON values."""
    return [
        {
            "check": problem.check,
            "label": str(LABELS[problem.check]),
            "isError": problem.is_error,
            "message": str(problem),
            "maySetAside": set_aside_problems.is_possible(problem),
        }
        for problem in found
    ]


def form_url(item: Item) -> str:
    """Returns the URL of the page's editor; empty for a snippet."""
    if item.page is None:
        return ""
    return reverse("wagtailadmin_pages:edit", args=[item.page.pk]) + "?form=1"


def _step(record: Any) -> Value | None:
    """Returns the latest review decision, or that a machine wrote the text; None if it changed."""
    if record.step not in (EventKind.ACCEPTED, EventKind.RETURNED, EventKind.MACHINE):
        return None
    return {
        "kind": record.step,
        "label": str(EventKind(record.step).label),
        "who": record.step_by,
        "comment": record.step_comment,
    }


def machine_suggestion(item: Item, html: str) -> Value | None:
    """Returns a machine's suggestion, and the official terms that it lacks; None without one."""
    if not html:
        return None
    text = item.checked.text
    terms = bilingual_terms.between(text.source_language, text.target_language)
    lacking = problems_by(terms, text.source, html)
    return {"text": item.text(html), "terms": [problem.message for problem in lacking]}


def event(found: SegmentEvent, item: Item) -> Value:
    """Returns one event of the history."""
    return {
        "kind": found.kind,
        "label": str(EventKind(found.kind).label),
        "who": who(found.user),
        "at": when(found.at),
        "comment": found.comment,
        "text": item.text(found.text),
    }


def who(user: Any) -> str:
    """Returns the user's display name, or ""."""
    return get_user_display_name(user) if user else ""


def when(instant: Any) -> str:
    """Returns the instant in the active language and time zone."""
    return date_format(timezone.localtime(instant), "SHORT_DATETIME_FORMAT") if instant else ""


View = Callable[..., HttpResponse]


def for_script(view: Callable[..., dict[str, Any]]) -> View:
    """Wraps a view that returns a dict; exceptions become a status code and a message."""

    @wraps(view)
    def answer(request: HttpRequest, **arguments: Any) -> HttpResponse:
        try:
            return JsonResponse(view(request, **arguments))
        except PermissionDenied:
            return _refusal(403, gettext("You may not change this translation now."))
        except Http404:
            return _refusal(404, gettext("This text is not part of the original any more."))
        except ValidationError as error:
            return _refusal(400, " ".join(error.messages))
        except SavedMeanwhileError as error:
            theirs, mine = segment(error.item), error.item.text(request.POST.get("html", ""))
            difference = changes(theirs["text"], mine)
            return JsonResponse({"theirs": theirs, "difference": difference}, status=409)

    return answer


def _refusal(status: int, detail: str) -> JsonResponse:
    return JsonResponse({"detail": detail}, status=status)
