"""Cancels a conference in all languages at once, and takes a cancellation back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from conference.decisions import announce, known_reasons, locked_original, may_decide
from conference.models import ConferencePage, SessionPage
from conference.models.ical_sequence import count_change

CANCELLED = "conference.cancel"
REINSTATED = "conference.reinstate"


def may_cancel(user: Any, original: ConferencePage) -> bool:
    """Returns whether the user may cancel the conference, or take the cancellation back.

    As for every decision about it (`may_decide`); its last day must not be over.
    """
    return may_decide(user, original) and not original.schedule.is_over


@transaction.atomic
def cancel(conference: ConferencePage, reasons: dict[str, str], user: Any) -> None:
    """Cancels `conference`, given in any language; if it is cancelled already, sets the reasons.

    `reasons` are texts by language code. Drafts stay drafts. Raises ValidationError if there is
    no reason, or if the conference is over.
    """
    original = locked_original(conference)
    texts = known_reasons(reasons)
    if not texts:
        raise ValidationError(gettext("Give the reason in at least one language."))
    if original.schedule.is_over:
        raise ValidationError(gettext("This conference is over; it cannot be cancelled."))
    _record(original, original.cancelled_at or timezone.now(), texts)
    announce(original, CANCELLED, user, {})


@transaction.atomic
def reinstate(conference: ConferencePage, user: Any) -> None:
    """Takes the cancellation back: the conference takes place as announced."""
    original = locked_original(conference)
    if original.cancelled_at is None:
        return
    _record(original, None, {})
    announce(original, REINSTATED, user, {})


def _record(original: ConferencePage, cancelled_at: Any, reasons: dict[str, str]) -> None:
    """Writes the rows in every language; calendars take it as a change of the dates."""
    versions = ConferencePage.objects.filter(translation_key=original.translation_key)
    versions.update(cancelled_at=cancelled_at, cancellation_reasons=reasons)
    sessions = SessionPage.objects.dated_in(original).values_list("translation_key", flat=True)
    count_change(ConferencePage, [original.translation_key])
    count_change(SessionPage, sessions)
