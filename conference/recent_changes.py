"""What is new: pages by the last change of what they say.

Publishing a page again without a change is no news. So each publication is compared with the one
before, by a fingerprint of everything but what Wagtail notes about the page.
"""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Length, Substr

from wagtail.models import Page, PageLogEntry
from wagtail.query import PageQuerySet
from wagtail.signals import page_published

from conference.models import PublishedText

# Not what the page says: where it stands, who works on it, when it was published.
_NOT_TEXT = {
    "pk", "id", "page", "path", "depth", "numchild", "url_path", "live", "draft_title", "owner",
    "content_type", "latest_revision", "live_revision", "latest_revision_created_at",
    "has_unpublished_changes", "first_published_at", "last_published_at", "go_live_at",
    "expire_at", "expired", "locked", "locked_at", "locked_by", "alias_of",
    "wagtail_admin_comments", "schedule_revision", "schedule_changed_at",
}  # fmt: skip


def connect() -> None:
    page_published.connect(note_publication, dispatch_uid="conference.changes")


def note_publication(instance: Page, **_kwargs: Any) -> None:
    """Keeps the instant at which the text of the page became another.

    Wagtail sends the signal for a page, too, that is only scheduled to go live.
    """
    if not instance.live:
        return
    fingerprint = _fingerprint(instance)
    known = PublishedText.objects.filter(page=instance.pk).first()
    if known is None or known.fingerprint != fingerprint:
        values = {"fingerprint": fingerprint, "changed_at": instance.last_published_at}
        PublishedText.objects.update_or_create(page_id=instance.pk, defaults=values)


def _fingerprint(page: Page) -> str:
    data = _without_notes(page.specific.serializable_data())
    return sha256(json.dumps(data, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()


def _without_notes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_notes(item) for key, item in value.items() if key not in _NOT_TEXT}
    if isinstance(value, list):
        return [_without_notes(item) for item in value]
    return value


def by_change(pages: PageQuerySet) -> PageQuerySet:
    """The published ones, the latest change first, each with `changed_at` and `title_above`."""
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
    """When the text of `page` last changed; None where it was never published."""
    known = PublishedText.objects.filter(page=page.pk).first()
    return known.changed_at if known else page.last_published_at


def moved_at(page: Page) -> datetime | None:
    """When `page` was last moved, for example to the archive; None where it never was."""
    moves = PageLogEntry.objects.filter(page=page.pk, action="wagtail.move")
    return moves.order_by("-timestamp").values_list("timestamp", flat=True).first()
