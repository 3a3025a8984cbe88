"""Extends a conference in all languages at once, and records the extension."""

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

from conference.models import ConferencePage, Extension, ExtensionReason
from conference.models.extension import lock
from core.dates.formatting import format_instant
from core.dates.time_elements import machine_readable
from core.signals import pages_changed
from core.text.control_characters import without_controls

EXTENDED = "conference.extend"
CORRECTED = "conference.correct_extension"


def may_extend(user: Any, original: ConferencePage) -> bool:
    """Returns whether the user may extend the conference.

    The user needs permission to publish it; it must be live, not archived, and not locked.
    """
    permissions = original.permissions_for_user(user)
    if not original.live or original.in_archive or not permissions.can_publish():
        return False
    # A lock by a workflow does not count: extending does not touch the draft.
    return not (original.locked and BasicLock(original).for_user(user))


def latest(original: ConferencePage) -> Extension | None:
    """Returns the extension that defines the present closing, or None."""
    return Extension.objects.of(original).last()


def closing_before(original: ConferencePage, extension: Extension | None) -> datetime:
    """Returns the closing (UTC) before `extension`; the present one if it is None."""
    if extension is None:
        return original.schedule.ends_at
    others = Extension.objects.of(original).exclude(pk=extension.pk)
    earlier = others.filter(closes_at__lte=extension.closes_at).last()
    return earlier.closes_at if earlier else original.closes_at


def check(closing: datetime, former: datetime) -> None:
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
    original = _locked(conference)
    former = original.schedule.ends_at
    check(closing, former)
    if original.extended_to is not None and latest(original) is None:
        # Extended before extensions were recorded: record that extension first.
        Extension.objects.create(conference=original, closes_at=former)
    extension = Extension.objects.create(
        conference=original, closes_at=closing, decided_at=timezone.now(), decided_by=user
    )
    _set_reasons(extension, reasons)
    _announce(original, EXTENDED, former, user)
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
    original = _locked(conference)
    extension = latest(original)
    if extension is None:
        raise ValidationError(gettext("No extension of this conference is on record."))
    former = extension.closes_at
    if closing != former:
        check(closing, closing_before(original, extension))
        extension.closes_at = closing
        extension.save(update_fields=["closes_at"])
    _set_reasons(extension, reasons)
    _announce(original, CORRECTED, former, user)
    return extension


def _locked(conference: ConferencePage) -> ConferencePage:
    """Returns the original, fetched with its translations locked until the transaction ends."""
    lock(Page.objects.filter(translation_key=conference.translation_key))
    original: ConferencePage | None = conference.get_original()
    if original is None:
        raise ValueError(f"{conference} was never saved.")
    return original.specific


def _set_reasons(extension: Extension, reasons: dict[str, str]) -> None:
    extension.reasons.all().delete()
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    texts = {code: without_controls(text).strip() for code, text in reasons.items()}
    ExtensionReason.objects.bulk_create(
        ExtensionReason(extension=extension, locale=locales[code], text=text)
        for code, text in texts.items()
        if text and code in locales
    )


def _announce(original: ConferencePage, action: str, former: datetime, user: Any) -> None:
    """Applies the record to the live pages in every language, and logs it."""
    # Saves the live row, not a draft; `save` takes the closing from the record.
    original.save(clean=False)
    versions = ConferencePage.objects.filter(translation_key=original.translation_key)
    versions.filter(live=True).update(last_published_at=timezone.now())
    pages = list(versions.select_related("locale"))
    data = {
        "former": machine_readable(former),
        "closing": machine_readable(original.schedule.ends_at),
    }
    for page in pages:
        # A page's history shows only one of the entries that share a uuid.
        log(instance=page, action=action, user=user, uuid=uuid4(), data=data)
    pages_changed.send(sender=type(original), pages=pages)
