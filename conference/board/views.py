"""Views of the conference board: the table with its links, and the form that publishes pages."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from wagtail import hooks
from wagtail.admin import messages

from conference.board import publishing
from conference.board.board_rows import Board, board_of
from conference.board.publishing import KIND
from conference.date_statements import opening_and_closing
from conference.decisions.cancel_and_extend import may_cancel, may_extend
from conference.feeds import ical
from conference.models import ConferencePage
from jobs import runner
from translation.board.board_scope import board_scope_of

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
        "links": list(_links_of(found.conference, request.user)),
        "waiting": len(waiting),
        "complete": sum(cell.is_complete and not cell.in_review for cell in waiting),
        "may_publish": bool(found.locales) and any(cell.url for cell in found.cells),
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


@dataclass(frozen=True)
class Link:
    """A link on the board: its URL and its label."""

    url: str
    label: str | Promise


def _links_of(conference: ConferencePage, user: Any) -> Iterator[Link]:
    # The first two lead back to the board when they are done.
    back = urlencode({"next": reverse("conference_board", args=[conference.pk])})
    if may_extend(user, conference):
        url = reverse("conference_extend", args=[conference.pk])
        yield Link(f"{url}?{back}", pgettext_lazy("a conference", "Extend…"))
    if may_cancel(user, conference):
        url = reverse("conference_cancel", args=[conference.pk])
        yield Link(f"{url}?{back}", _("Cancel the conference…"))
    if conference.permissions_for_user(user).can_move():
        if conference.in_archive:
            url = reverse("conference_archive:restore", args=[conference.pk])
            yield Link(url, _("Take out of the archive…"))
        elif conference.schedule.is_over:
            url = reverse("conference_archive:archive", args=[conference.pk])
            yield Link(url, pgettext_lazy("a conference", "Archive…"))
    # Readers have nothing of a draft.
    if conference.live and (url := conference.get_url()):
        yield Link(url, _("View the conference"))
        yield Link(urljoin(url, "print/all/"), _("Print all pages"))
        label = pgettext_lazy("file with the dates of a conference", "Calendar")
        yield Link(urljoin(url, ical.FILE_NAME), label)
    yield Link(reverse("wagtailadmin_explore", args=[conference.pk]), _("Pages in the explorer"))
    for hook in hooks.get_hooks("register_conference_board_links"):
        yield from hook(conference, user)
