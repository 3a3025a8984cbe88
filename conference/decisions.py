"""Decisions about a published conference that take effect in every language at once.

They change the live pages and leave drafts alone: `conference.extensions`, `conference.cancelling`.
"""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from wagtail.locks import BasicLock
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from conference.models import ConferencePage
from conference.models.extension import lock
from core.signals import pages_changed
from core.text.control_characters import without_controls


def may_decide(user: Any, original: ConferencePage) -> bool:
    """Returns whether the user may decide about the conference.

    The user needs permission to publish it; it must be live, not archived, and not locked.
    """
    permissions = original.permissions_for_user(user)
    if not original.live or original.in_archive or not permissions.can_publish():
        return False
    # A lock by a workflow does not count: a decision does not touch the draft.
    return not (original.locked and BasicLock(original).for_user(user))


def locked_original(conference: ConferencePage) -> ConferencePage:
    """Returns the original, fetched with its translations locked until the transaction ends."""
    lock(Page.objects.filter(translation_key=conference.translation_key))
    original: ConferencePage | None = conference.get_original()
    if original is None:
        raise ValueError(f"{conference} was never saved.")
    return original.specific


def known_reasons(reasons: dict[str, str]) -> dict[str, str]:
    """Returns the texts that are not empty, of the languages that exist, by language code."""
    codes = set(Locale.objects.values_list("language_code", flat=True))
    texts = {code: without_controls(text).strip() for code, text in reasons.items()}
    return {code: text for code, text in texts.items() if text and code in codes}


def announce(original: ConferencePage, action: str, user: Any, data: dict[str, Any]) -> None:
    """Dates the live pages in every language, logs the decision, and clears what is cached."""
    versions = ConferencePage.objects.filter(translation_key=original.translation_key)
    versions.filter(live=True).update(last_published_at=timezone.now())
    pages = list(versions.select_related("locale"))
    for page in pages:
        # A page's history shows only one of the entries that share a uuid.
        log(instance=page, action=action, user=user, uuid=uuid4(), data=data)
    pages_changed.send(sender=type(original), pages=pages)
