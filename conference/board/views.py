"""Views of the conference board: the table, and the form that publishes what is complete."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from wagtail.admin import messages

from conference.board import link_registry, publishing
from conference.board.board_rows import Board, board_of
from conference.board.publishing import KIND
from conference.date_statements import opening_and_closing
from conference.models import ConferencePage
from jobs import runner
from translation.dashboard.board_scope import board_scope_of

# Name of the field in which the drafts are named that somebody has seen and confirmed.
CONFIRMED = "confirmed"


@require_safe
def board(request: HttpRequest, page_id: int) -> HttpResponse:
    """Raises PermissionDenied for those who work on none of the conference's pages."""
    found = _board(request, page_id)
    waiting = [cell for cell in found.cells if cell.is_waiting]
    context = {
        "board": found,
        "conference": found.conference,
        "instants": opening_and_closing(found.conference.schedule),
        "links": link_registry.links_of(found.conference, request.user),
        "waiting": len(waiting),
        "complete": sum(cell.is_complete and not cell.in_review for cell in waiting),
        "may_publish": bool(found.locales) and _works_on_any(found),
    }
    return render(request, "conference/board/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, page_id: int) -> HttpResponse:
    """Names what goes out and what does not, and why; after a yes, has it done."""
    found = _board(request, page_id)
    planned = publishing.plan(found, request.user)
    stamps = json.dumps(planned.stamps)
    if request.method == "POST" and planned.going:
        if request.POST.get(CONFIRMED) == stamps:
            return _start(request, found, planned.stamps)
        messages.warning(
            request, gettext("Something has changed meanwhile. Please look at the list again.")
        )
    context = {
        "conference": found.conference,
        "plan": planned,
        "stamps": stamps,
        "confirmed": CONFIRMED,
    }
    return render(request, "conference/board/publish.html", context)


def _start(request: HttpRequest, found: Board, stamps: list[list[int]]) -> HttpResponse:
    conference = found.conference
    subject = str(conference.get_admin_display_title())
    arguments: dict[str, Any] = {"conference_id": conference.pk, "stamps": stamps}
    return redirect(runner.start(KIND, request.user, subject=subject, **arguments).url)


def _board(request: HttpRequest, page_id: int) -> Board:
    """Of the conference, asked in any language."""
    asked = get_object_or_404(ConferencePage, pk=page_id)
    reach = board_scope_of(request.user)
    if not reach:
        raise PermissionDenied
    key = asked.translation_key
    original = reach.originals().filter(translation_key=key).first()
    if original is None:
        raise PermissionDenied
    conference = ConferencePage.objects.select_related("locale").get(pk=original.pk)
    return board_of(conference, reach)


def _works_on_any(found: Board) -> bool:
    return any(cell.url for cell in found.cells)
