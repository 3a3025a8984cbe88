"""Two editors, one page: who saves what was opened before somebody else saved is asked first.

Wagtail refuses only its own automatic saving then; its editor warns, where its script runs, and a
save goes through all the same. Here the server asks, by the two fields that Wagtail's form sends:
which version was opened, and of when. They stay as they were while Wagtail saves by itself: only
the automatic saves themselves say which version they write over. So versions of one's own count as
known, whichever of one's windows saved them; those of anybody else do not, however old they are.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import is_naive

from wagtail.models import Page, Revision

# What Wagtail's form says of the version that it began with.
LOADED, LOADED_AT = "loaded_revision_id", "loaded_revision_created_at"
# What its automatic saving adds: a form that is sent by a button has no such field.
OVERWRITTEN = "overwrite_revision_id"


def question_to(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What is said instead of saving (409); None where nothing newer was saved meanwhile.

    Whoever confirms sends everything again, as made from the newer version: that one stays in the
    history, below theirs.
    """
    newer = newer_version(request, page)
    if newer is None:
        return None
    return render(
        request, "core/admin/edit_conflict.html", _context(request, page, newer), status=409
    )


def newer_version(request: HttpRequest, page: Page) -> Revision | None:
    """The latest version that somebody else has saved since the form was opened, if any."""
    opened = request.POST.get(LOADED, "")
    if not opened.isdecimal():
        return None
    since = _saved_since(page, int(opened), _instant(request.POST.get(LOADED_AT, "")))
    of_others = since.exclude(user=request.user).select_related("user")
    return of_others.order_by("-created_at", "-pk").first()


def _saved_since(page: Page, opened: int, opened_at: datetime | None) -> QuerySet[Revision]:
    """The versions of `page` that a form does not know which began with `opened`, as of then.

    Automatic saving writes over its own last version, which somebody else may have opened: that
    one keeps its number and has a new instant.
    """
    if opened_at is None:
        return page.revisions.filter(pk__gte=opened)
    return page.revisions.filter(Q(pk__gt=opened) | Q(created_at__gt=opened_at))


def _instant(text: str) -> datetime | None:
    """The UTC instant that a form sent; None where it is none."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if is_naive(instant) else instant


def _context(request: HttpRequest, page: Page, newer: Revision) -> dict[str, Any]:
    # One's own later versions are known, too, to whoever confirms.
    latest = page.get_latest_revision() or newer
    return {
        "page": page,
        "newer": newer,
        "action": request.get_full_path(),
        "kept": list(_kept(request)),
        "loaded": {LOADED: latest.pk, LOADED_AT: latest.created_at.isoformat()},
        "changes_url": _changes_url(request, page, newer),
    }


def _kept(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Everything that was sent, to be sent again with the confirmation."""
    for name, values in request.POST.lists():
        if name not in ("csrfmiddlewaretoken", LOADED, LOADED_AT, OVERWRITTEN):
            yield from ((name, value) for value in values)


def _changes_url(request: HttpRequest, page: Page, newer: Revision) -> str:
    """Where both versions stand side by side; empty where the former was written over."""
    former = request.POST.get(LOADED, "")
    if former == str(newer.pk) or not page.revisions.filter(pk=former).exists():
        return ""
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, former, newer.pk])
