"""Extends a conference in all languages at once, and records the extension."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from wagtail.models import Locale

from conference.decisions import announce, known_reasons, locked_original, may_decide
from conference.models import ConferencePage, Extension, ExtensionReason
from core.dates.formatting import format_instant
from core.dates.time_elements import machine_readable

EXTENDED = "conference.extend"
CORRECTED = "conference.correct_extension"


def may_extend(user: Any, original: ConferencePage) -> bool:
    """Returns whether the user may extend the conference: as `may_decide`, and not cancelled."""
    return original.cancelled_at is None and may_decide(user, original)


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
    original = locked_original(conference)
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
    original = locked_original(conference)
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


def _set_reasons(extension: Extension, reasons: dict[str, str]) -> None:
    extension.reasons.all().delete()
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    ExtensionReason.objects.bulk_create(
        ExtensionReason(extension=extension, locale=locales[code], text=text)
        for code, text in known_reasons(reasons).items()
    )


def _announce(original: ConferencePage, action: str, former: datetime, user: Any) -> None:
    """Applies the record to the live pages in every language, and logs it."""
    # Saves the live row, not a draft; `save` takes the closing from the record.
    original.save(clean=False)
    data = {
        "former": machine_readable(former),
        "closing": machine_readable(original.schedule.ends_at),
    }
    announce(original, action, user, data)
