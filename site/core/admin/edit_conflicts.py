"""Saves of the same page in the admin: one after the other, with a question on edit conflicts.

Wagtail refuses only its own automatic saves where somebody else has saved since; a save by button
goes through. This module compares the two fields that Wagtail's form sends: the id of the revision
that was opened and its creation time. They do not change while Wagtail saves automatically; only
the automatic saves themselves name the revision that they overwrite. So a user's own revisions
never conflict, whichever window saved them; later revisions of others always do.

Several editors may save at the same time. Each request compares revisions first and writes a moment
later: without a lock, two of them could both find nothing newer, and the earlier one could
overwrite the later text or unpublish a page that was just published.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.timezone import is_naive

from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page, Revision

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS

from core.gathered_tasks import gathered_tasks

CSRF = "csrfmiddlewaretoken"


def posted_fields(request: HttpRequest, *left_out: str) -> Iterator[tuple[str, str]]:
    """Yields each posted field as (name, value), to be sent again with the confirmation.

    Leaves out those named in `left_out`, which the screen sends itself.
    """
    for name, values in request.POST.lists():
        if name != CSRF and name not in left_out:
            yield from ((name, value) for value in values)


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


# The first half of PostgreSQL's key: other uses of its advisory locks have other numbers.
LOCK_SPACE = 0x5A6E

# Between a request that somebody sends and the moment at which a busy server takes it.
SAME_MOMENT = timedelta(seconds=1)


class SerializedEditView(EditView):
    """Wagtail's edit view for pages; each POST waits for the one before it."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        """As Wagtail's own, within the lock of the page."""
        if request.method != "POST":
            return super().dispatch(request, page_id=page_id, **kwargs)
        self.asked_at = timezone.now()
        # Publishing saves the page twice: its search entry and references are made once, by the
        # worker where there is one. A draft is found by its editors at once.
        backend = settings.PUBLICATION_TASKS if _publishes(request) else DEFAULT_TASK_BACKEND_ALIAS
        with page_save_lock(page_id), gathered_tasks(backend):
            return super().dispatch(request, page_id=page_id, **kwargs)

    def get_translations(self) -> Any:
        """As Wagtail's own, when the form is shown: most saves lead to another page."""
        return SimpleLazyObject(super().get_translations)

    def form_valid(self, form: Any) -> HttpResponse:
        """As Wagtail's own; where this publishes or approves the page, hooks may answer first.

        `before_publish_edited_page` gets the request and the page as edited. Nothing of it is saved
        yet, and nothing will be if a hook answers.
        """
        if self._makes_public():
            # Wagtail does the same once more: until it is committed, once or twice is all the same.
            edited = form.save(commit=False)
            response = self.run_hook("before_publish_edited_page", self.request, edited)
            if response is not None:
                return cast("HttpResponse", response)
        return cast("HttpResponse", super().form_valid(form))

    def _makes_public(self) -> bool:
        if self.action_name == "perform_workflow_action":
            return bool(self.workflow_action == "approve")
        return bool(self.action_name == "publish")

    def _head_start(self, latest: Revision) -> timedelta:
        """Of a publication: both may be sent in the same moment, and this one be slower."""
        is_published = latest.pk == self.page.live_revision_id
        return SAME_MOMENT if is_published else timedelta(0)

    @cached_property
    def is_out_of_date(self) -> bool:
        """Whether an automatic save must be refused: if somebody else has saved since, or the same
        person while it waited for the lock (a button that was pressed meanwhile has the last word).

        Wagtail also refuses it after the user's own save in another tab, and after an automatic
        save whose answer was lost. Such a save goes through and makes a new revision: the earlier
        one stays in the history.
        """
        if not super().is_out_of_date:
            return False
        latest = self.page.latest_revision
        if latest is not None and latest.created_at > self.asked_at - self._head_start(latest):
            return True
        if newer_version(self.request, self.page) is not None:
            return True
        self.request.POST = self.request.POST.copy()
        self.request.POST.pop(OVERWRITTEN, None)
        return False


def _publishes(request: HttpRequest) -> bool:
    """Returns whether the form of a page or wagtail-localize's may publish it."""
    sent = request.POST
    return (
        "action-publish" in sent
        or "action-workflow-action" in sent
        or sent.get("action") == "publish"
    )


@contextmanager
def page_save_lock(page_id: int) -> Iterator[None]:
    """Context manager: holds the exclusive lock for saving the page with this id.

    On PostgreSQL it is an advisory lock without a transaction: a transaction that long would hold
    locks of many rows in varying order, and deadlock. SQLite has a single writer anyway.
    """
    if connection.vendor != "postgresql":
        with transaction.atomic():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_SPACE, page_id])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, page_id])
