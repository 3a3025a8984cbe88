"""Runs saves of the same page in the admin one after the other, under a lock.

Wagtail's editor saves automatically while people press its buttons, and several editors may do so
at the same time. Each request compares revisions first and writes a moment later: without a lock,
two of them could both find nothing newer, and the earlier one could overwrite the later text or
unpublish a page that was just published.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property

from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Revision

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS

from core.admin.edit_conflicts import OVERWRITTEN, newer_version
from core.gathered_tasks import gathered_tasks

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
