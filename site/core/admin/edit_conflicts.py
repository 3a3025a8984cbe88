"""Detects edit conflicts: saving a page that somebody else has saved since needs confirmation.

Wagtail refuses only its own automatic saves in that case; a save by button goes through. This
module compares the two fields that Wagtail's form sends: the id of the revision that was opened and
its creation time. They do not change while Wagtail saves automatically; only the automatic saves
themselves name the revision that they overwrite. So a user's own revisions never conflict,
whichever window saved them; later revisions of others always do.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import is_naive

from wagtail.models import Page, Revision

from core.admin.reposted_fields import posted_fields

# Fields of Wagtail's form: id and creation time of the revision that was opened.
LOADED, LOADED_AT = "loaded_revision_id", "loaded_revision_created_at"
# Field that automatic saves add; a form sent by a button does not have it.
OVERWRITTEN = "overwrite_revision_id"


def conflict_response(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Returns the confirmation page (409), or None if nobody else has saved since.

    After confirmation the same data is sent again, based on the newer revision, which stays in the
    history.
    """
    newer = newer_version(request, page)
    if newer is None:
        return None
    return render(
        request, "core/admin/edit_conflict.html", _context(request, page, newer), status=409
    )


def newer_version(request: HttpRequest, page: Page) -> Revision | None:
    """Returns the latest revision that somebody else saved since the form was opened, or None."""
    opened = request.POST.get(LOADED, "")
    if not opened.isdecimal():
        return None
    opened_at = _instant(request.POST.get(LOADED_AT, ""))
    if _is_latest(page, int(opened), opened_at):
        return None
    since = _saved_since(page, int(opened), opened_at)
    of_others = since.exclude(user=request.user).select_related("user")
    return of_others.order_by("-created_at", "-pk").first()


def _is_latest(page: Page, opened: int, opened_at: datetime | None) -> bool:
    """Returns whether the page's row, which was read in this request, knows of nothing newer."""
    latest_at = page.latest_revision_created_at
    is_opened = page.latest_revision_id == opened
    return is_opened and None not in (opened_at, latest_at) and latest_at <= opened_at


def _saved_since(page: Page, opened: int, opened_at: datetime | None) -> QuerySet[Revision]:
    """Returns revisions of `page` newer than revision `opened` as of `opened_at` (UTC).

    Automatic saving overwrites its own last revision, which somebody else may have opened: the
    revision keeps its id and gets a new time.
    """
    if opened_at is None:
        return page.revisions.filter(pk__gte=opened)
    return page.revisions.filter(Q(pk__gt=opened) | Q(created_at__gt=opened_at))


def _instant(text: str) -> datetime | None:
    """Parses the UTC instant that the form sent; None if it is invalid."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if is_naive(instant) else instant


def _context(request: HttpRequest, page: Page, newer: Revision) -> dict[str, Any]:
    # Who confirms also knows their own later revisions.
    latest = page.get_latest_revision() or newer
    return {
        "page": page,
        "newer": newer,
        "action": request.get_full_path(),
        "kept": list(posted_fields(request, LOADED, LOADED_AT, OVERWRITTEN)),
        "loaded": {LOADED: latest.pk, LOADED_AT: latest.created_at.isoformat()},
        "changes_url": _changes_url(request, page, newer),
    }


def _changes_url(request: HttpRequest, page: Page, newer: Revision) -> str:
    """Returns the URL of the comparison of both revisions; empty if one was overwritten."""
    former = request.POST.get(LOADED, "")
    if former == str(newer.pk) or not page.revisions.filter(pk=former).exists():
        return ""
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, former, newer.pk])
