"""What became of one segment, and what was said of it."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.urls import reverse

from wagtail.models import Page

from translation.models import EventKind, SegmentEvent
from translation.review.review_mail import send
from translation.workspace.reading import Item

AT_MOST = 60


def events_of(item: Item) -> list[SegmentEvent]:
    """The newest first, those of the segment that it was made from included; one query."""
    ids = [item.record.pk, item.record.predecessor_id]
    found = SegmentEvent.objects.filter(record__in=[each for each in ids if each]).in_order()
    return list(found[:AT_MOST])


def comment(item: Item, user: Any, text: str, *, to_editors: bool) -> SegmentEvent:
    """Keeps a comment; "the source is unclear" goes to whoever wrote it by mail as well."""
    kind = EventKind.QUESTION if to_editors else EventKind.COMMENT
    event = SegmentEvent.objects.create(record=item.record, kind=kind, comment=text, user=user)
    if to_editors:
        ask_editors(item, user, text)
    return event


def ask_editors(item: Item, user: Any, text: str) -> None:
    """A mail to the people who wrote the original, with a link to its form."""
    original = item.translation.source.get_source_instance()
    if not isinstance(original, Page):
        return
    context = {
        "page": original,
        "asker": user,
        "comment": text,
        "passage": item.checked.text.source_plain,
        "link": settings.WAGTAILADMIN_BASE_URL
        + reverse("wagtailadmin_pages:edit", args=[original.pk]),
    }
    for editor in editors_of(original):
        if editor != user:
            send(editor, "question", context)


def editors_of(original: Page) -> list[User]:
    """Who made the page, and who saved it last."""
    latest = original.latest_revision
    ids = {original.owner_id, latest.user_id if latest else None} - {None}
    return list(User.objects.filter(Q(pk__in=ids), is_active=True))
