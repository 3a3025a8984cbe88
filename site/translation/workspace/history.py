"""History and comments of one segment."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from translation.models import EventKind, SegmentEvent
from translation.review.translation_mail import send
from translation.workspace.segment_data import Item

AT_MOST = 60


def events_of(item: Item) -> list[SegmentEvent]:
    """Returns the events, newest first, including those of replaced records; one query."""
    ids = [item.record.pk, item.record.predecessor_id]
    found = SegmentEvent.objects.filter(record__in=[each for each in ids if each]).in_order()
    return list(found[:AT_MOST])


def comment(item: Item, user: Any, text: str, *, to_editors: bool) -> int:
    """Stores a comment; `to_editors` also mails it to the editors of the original.

    Returns the number of editors who were written to.
    """
    kind = EventKind.QUESTION if to_editors else EventKind.COMMENT
    SegmentEvent.objects.create(record=item.record, kind=kind, comment=text, user=user)
    return ask_editors(item, user, text) if to_editors else 0


def ask_editors(item: Item, user: Any, text: str) -> int:
    """Mails the editors of the original, with a link to its editor; returns their number."""
    original = item.translation.source.get_source_instance()
    if not isinstance(original, Page):
        return 0
    context = {
        "page": original,
        "asker": user,
        "comment": text,
        "segment": item.checked.text.source_plain,
        "link": settings.WAGTAILADMIN_BASE_URL
        + reverse("wagtailadmin_pages:edit", args=[original.pk]),
    }
    editors = editors_of(original, but=user)
    for editor in editors:
        send(editor, "question", context)
    return len(editors)


def editors_of(original: Page, *, but: Any) -> list[User]:
    """Returns the page's creator and the user who saved it last.

    Where neither can be written to, as after an import: all who may edit the page; where there are
    none, the administrators. `but` is left out: nobody asks himself.
    """
    latest = original.latest_revision
    ids = {original.owner_id, latest.user_id if latest else None} - {None}
    reachable = User.objects.filter(is_active=True).exclude(email="").exclude(pk=but.pk)
    authors = list(reachable.filter(pk__in=ids))
    if authors:
        return authors
    may_edit = PagePermissionPolicy().users_with_permission_for_instance("change", original)
    others = list(reachable.filter(pk__in=may_edit.values("pk")))
    return [user for user in others if not user.is_superuser] or others
