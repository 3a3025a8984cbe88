"""Two editors, one page: who saves what was opened before the other saved is asked first.

Wagtail refuses only its own automatic saving then; its editor warns, where its script runs, and a
save goes through all the same. Here the server asks, by the two fields that Wagtail's form sends:
which version was opened, and of when.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from wagtail.models import Page, Revision

# What Wagtail's form says of the version that it began with.
LOADED, LOADED_AT, OVERWRITTEN = (
    "loaded_revision_id",
    "loaded_revision_created_at",
    "overwrite_revision_id",
)


def question_to(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What is said instead of saving (409); None where nothing newer was saved meanwhile.

    Whoever confirms sends everything again, as made from the newer version: that one stays in the
    history, below theirs.
    """
    newer = newer_version(request, page)
    if newer is None:
        return None
    return render(
        request, "core/admin/overwriting.html", _context(request, page, newer), status=409
    )


def newer_version(request: HttpRequest, page: Page) -> Revision | None:
    """The latest version, where the form that was sent did not begin with it."""
    latest: Revision | None = page.get_latest_revision()
    own = request.POST.get(OVERWRITTEN) or request.POST.get(LOADED)
    if latest is None or own is None:
        return None
    if own != str(latest.pk):
        return latest
    # Automatic saving writes over its own last version, which somebody else may have opened.
    was_opened_as_it_is = request.POST.get(LOADED_AT) == latest.created_at.isoformat()
    return None if request.POST.get(OVERWRITTEN) or was_opened_as_it_is else latest


def _context(request: HttpRequest, page: Page, newer: Revision) -> dict[str, Any]:
    return {
        "page": page,
        "newer": newer,
        "action": request.get_full_path(),
        "kept": list(_kept(request)),
        "loaded": {LOADED: newer.pk, LOADED_AT: newer.created_at.isoformat()},
        "changes_url": _changes_url(request, page, newer),
    }


def _kept(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Everything that was sent, to be sent again with the confirmation."""
    for name, values in request.POST.lists():
        if name not in ("csrfmiddlewaretoken", LOADED, LOADED_AT, OVERWRITTEN):
            yield from ((name, value) for value in values)


def _changes_url(request: HttpRequest, page: Page, newer: Revision) -> str:
    """Where both versions stand side by side; empty where the former was written over."""
    former = request.POST.get(OVERWRITTEN) or request.POST.get(LOADED, "")
    if not former.isdecimal() or former == str(newer.pk):
        return ""
    if not page.revisions.filter(pk=former).exists():
        return ""
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, former, newer.pk])
