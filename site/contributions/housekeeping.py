"""Deletes what is kept about participants for a time only; the times are settings."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction

from contributions.models import Mail, MailState, Participant, SignInRequest
from core.housekeeping_registry import Cleaning, cleaning_step

_AT_AN_END = (MailState.SENT, MailState.SKIPPED, MailState.FAILED, MailState.UNKNOWN)


def purge(now: datetime) -> dict[str, int]:
    """Deletes what is older than the settings allow at `now` (UTC); returns counts by what it is.

    Mailings stay: they name nobody, and keep anything from being told twice.
    """
    return {
        "code requests": _deleted(
            SignInRequest.objects.filter(requested_at__lt=_before(now, "CODE_REQUESTS"))
        ),
        "mails": _deleted(
            Mail.objects.filter(state__in=_AT_AN_END, changed_at__lt=_before(now, "MAIL_LOG"))
        ),
        "last sign-ins": _users()
        .filter(participant__isnull=False, last_login__lt=_before(now, "SIGN_INS"))
        .update(last_login=None),
        "unused accounts": _delete_unused_accounts(_before(now, "UNUSED_ACCOUNTS")),
    }


def _before(now: datetime, kind: str) -> datetime:
    return now - timedelta(days=getattr(settings, f"CONTRIBUTIONS_KEEP_{kind}_DAYS"))


def _deleted(rows: Any) -> int:
    """Of these rows alone; nothing hangs on them."""
    count: int = rows.count()
    rows.delete()
    return count


def _delete_unused_accounts(before: datetime) -> int:
    """Of those who asked for a code, but never filled in the profile."""
    unused = Participant.objects.filter(
        accepted_terms_at=None, created_at__lt=before, contributions=None
    )
    users = list(unused.values_list("user_id", flat=True))
    _users().filter(pk__in=users).delete()
    return len(users)


def _users() -> Any:
    return get_user_model()._default_manager


@cleaning_step("participant_data")
def purge_participant_data(cleaning: Cleaning) -> int:
    """Deletes by the settings CONTRIBUTIONS_KEEP_…_DAYS; a dry run is rolled back."""
    with transaction.atomic():
        numbers = purge(cleaning.now)
        transaction.set_rollback(cleaning.is_dry_run)
    return sum(numbers.values())
