"""History and comments of one segment."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.urls import reverse

from wagtail.models import Page

from translation.models import EventKind, SegmentEvent
from translation.review.review_mail import send
from translation.workspace.segment_data import Item

AT_MOST = 60


def events_of(item: Item) -> list[SegmentEvent]:
    """Returns the events, newest first, including those of replaced records; one query."""
    ids = [item.record.pk, item.record.predecessor_id]
    found = SegmentEvent.objects.filter(record__in=[each for each in ids if each]).in_order()
    return list(found[:AT_MOST])


def comment(item: Item, user: Any, text: str, *, to_editors: bool) -> SegmentEvent:
    """Stores a comment; `to_editors` also mails it to the authors of the original."""
    kind = EventKind.QUESTION if to_editors else EventKind.COMMENT
    event = SegmentEvent.objects.create(record=item.record, kind=kind, comment=text, user=user)
    if to_editors:
        ask_editors(item, user, text)
    return event


def ask_editors(item: Item, user: Any, text: str) -> None:
    """Mails the authors of the original, with a link to its editor."""
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
    """Returns the page's creator and the user who saved it last."""
    latest = original.latest_revision
    ids = {original.owner_id, latest.user_id if latest else None} - {None}
    return list(User.objects.filter(Q(pk__in=ids), is_active=True))
