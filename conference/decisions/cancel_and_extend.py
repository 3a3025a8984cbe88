"""Cancels and extends published conferences in every language at once, and records it.

These decisions change the live pages and leave drafts alone.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from wagtail.locks import BasicLock
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from conference.models import ConferencePage, Extension, ExtensionReason, SessionPage
from conference.models.extension import lock
from conference.models.schedule_change_count import count_change
from core.dates.formatting import format_instant, machine_readable
from core.signals import pages_changed
from core.text.control_character_removal import without_controls


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


EXTENDED = "conference.extend"
CORRECTED = "conference.correct_extension"


def may_extend(user: Any, original: ConferencePage) -> bool:
    """Returns whether the user may extend the conference: as `may_decide`, and not cancelled."""
    return original.cancelled_at is None and may_decide(user, original)


def latest_extension(original: ConferencePage) -> Extension | None:
    """Returns the extension that defines the present closing, or None."""
    return Extension.objects.of(original).last()


def closing_before(original: ConferencePage, extension: Extension | None) -> datetime:
    """Returns the closing (UTC) before `extension`; the present one if it is None."""
    if extension is None:
        return original.schedule.ends_at
    others = Extension.objects.of(original).exclude(pk=extension.pk)
    earlier = others.filter(closes_at__lte=extension.closes_at).last()
    return earlier.closes_at if earlier else original.closes_at


def check_closing(closing: datetime, former: datetime) -> None:
    """Raises ValidationError if the closing cannot be moved from `former` to `closing` (UTC)."""
    if closing <= timezone.now():
        raise ValidationError(
            gettext("This date is in the past; the new closing date must be in the future.")
        )
    if closing <= former:
        message = gettext("An extension ends later than the closing it moves: %(instant)s.")
        raise ValidationError(message % {"instant": format_instant(former)})


@transaction.atomic
def extend(
    conference: ConferencePage,
    closing: datetime,
    reasons: dict[str, str],
    user: Any,
) -> Extension:
    """Moves the closing of `conference`, given in any language, to `closing` (UTC).

    `reasons` are texts by language code; empty ones are left out. Drafts stay drafts. Returns the
    new record. Raises ValidationError if `closing` is past, or not later than the present one.
    """
    original = locked_original(conference)
    former = original.schedule.ends_at
    check_closing(closing, former)
    if original.extended_to is not None and latest_extension(original) is None:
        # Extended before extensions were recorded: record that extension first.
        Extension.objects.create(conference=original, closes_at=former)
    extension = Extension.objects.create(
        conference=original, closes_at=closing, decided_at=timezone.now(), decided_by=user
    )
    _set_reasons(extension, reasons)
    _announce_closing(original, EXTENDED, former, user)
    return extension


@transaction.atomic
def correct(
    conference: ConferencePage,
    closing: datetime,
    reasons: dict[str, str],
    user: Any,
) -> Extension:
    """Corrects closing and reasons of the latest extension; the log keeps the former values.

    Raises ValidationError as `extend`, and if no extension is recorded.
    """
    original = locked_original(conference)
    extension = latest_extension(original)
    if extension is None:
        raise ValidationError(gettext("No extension of this conference is on record."))
    former = extension.closes_at
    if closing != former:
        check_closing(closing, closing_before(original, extension))
        extension.closes_at = closing
        extension.save(update_fields=["closes_at"])
    _set_reasons(extension, reasons)
    _announce_closing(original, CORRECTED, former, user)
    return extension


def _set_reasons(extension: Extension, reasons: dict[str, str]) -> None:
    extension.reasons.all().delete()
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    ExtensionReason.objects.bulk_create(
        ExtensionReason(extension=extension, locale=locales[code], text=text)
        for code, text in known_reasons(reasons).items()
    )


def _announce_closing(original: ConferencePage, action: str, former: datetime, user: Any) -> None:
    # Saves the live row, not a draft; `save` takes the closing from the record.
    original.save(clean=False)
    data = {
        "former": machine_readable(former),
        "closing": machine_readable(original.schedule.ends_at),
    }
    announce(original, action, user, data)
