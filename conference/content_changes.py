"""Records when the published content of pages changes, and lists pages by that.

Publishing a page without a change is no news, so each publication is compared with the former one
by a fingerprint of everything but Wagtail's bookkeeping.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Length, Substr

from wagtail.models import Page, PageLogEntry, Revision
from wagtail.query import PageQuerySet
from wagtail.signals import page_published

from django_tasks import task

from conference.models import PublishedText
from core.gathered_tasks import following_publication, is_by_editor
from core.pages.bulk_publication_signals import one_page_only
from core.signals import pages_published_together

# Fields that are not content: position in the tree, locks, publication dates.
_NOT_TEXT = {
    "pk", "id", "page", "path", "depth", "numchild", "url_path", "live", "draft_title", "owner",
    "content_type", "latest_revision", "live_revision", "latest_revision_created_at",
    "has_unpublished_changes", "first_published_at", "last_published_at", "go_live_at",
    "expire_at", "expired", "locked", "locked_at", "locked_by", "alias_of",
    "wagtail_admin_comments", "schedule_revision", "schedule_changed_at", "cancelled_at",
    "cancellation_reasons",
}  # fmt: skip


def connect() -> None:
    """Connects the signal."""
    page_published.connect(record_publication, dispatch_uid="conference.changes")
    pages_published_together.connect(record_publications, dispatch_uid="conference.changes")


@one_page_only
def record_publication(instance: Page, revision: Any = None, **_kwargs: Any) -> None:
    """Records the instant (UTC) at which the content of the page changed.

    Wagtail also sends the signal for a page that is only scheduled.
    """
    if not instance.live:
        return
    content = instance.specific.serializable_data() if revision is None else revision.content
    fingerprint = _fingerprint(content)
    values = (instance.pk, fingerprint, instance.last_published_at.isoformat())
    if is_by_editor(revision):
        # The text as published is compared, whatever becomes of it before the task runs.
        following_publication(record_change).enqueue(*values)
    else:
        record_change.call(*values)


def record_publications(published: Sequence[tuple[Page, Revision]], **_kwargs: Any) -> None:
    """Records the instants at which new pages were published."""
    PublishedText.objects.bulk_create(
        [
            PublishedText(
                page=page,
                fingerprint=_fingerprint(revision.content),
                changed_at=page.last_published_at,
            )
            for page, revision in published
        ],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["fingerprint", "changed_at"],
    )


def _fingerprint(content: dict[str, Any]) -> str:
    text = json.dumps(_without_notes(content), cls=DjangoJSONEncoder, sort_keys=True)
    return sha256(text.encode()).hexdigest()


@task()
def record_change(page_id: int, fingerprint: str, published_at: str) -> None:
    """Records that the page had the content of `fingerprint` since `published_at` (ISO, UTC)."""
    known = PublishedText.objects.filter(page=page_id).first()
    values = {"fingerprint": fingerprint, "changed_at": datetime.fromisoformat(published_at)}
    if known is None:
        Page.objects.get(pk=page_id)
        PublishedText.objects.update_or_create(page_id=page_id, defaults=values)
    elif known.fingerprint != fingerprint:
        PublishedText.objects.filter(page=page_id).update(**values)


def _without_notes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_notes(item) for key, item in value.items() if key not in _NOT_TEXT}
    if isinstance(value, list):
        return [_without_notes(item) for item in value]
    return value


def ordered_by_change(pages: PageQuerySet) -> PageQuerySet:
    """Returns the published `pages`, latest change first, with `changed_at` and `title_above`."""
    above = Page.objects.filter(
        path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    )
    changed_at = Coalesce("published_text__changed_at", "last_published_at")
    return (
        pages.exclude(last_published_at=None)
        .annotate(changed_at=changed_at, title_above=Subquery(above.values("title")[:1]))
        .order_by("-changed_at", "path")
    )


def changed_at(page: Page) -> datetime | None:
    """Returns when the content of `page` last changed (UTC); None if it was never published."""
    known = PublishedText.objects.filter(page=page.pk).first()
    return known.changed_at if known else page.last_published_at


def moved_at(page: Page) -> datetime | None:
    """Returns when `page` was last moved (UTC), for example to the archive; None if never."""
    moves = PageLogEntry.objects.filter(page=page.pk, action="wagtail.move")
    return moves.order_by("-timestamp").values_list("timestamp", flat=True).first()
