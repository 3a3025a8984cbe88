"""Sends the daily digests of translators who do not want a mail for each change."""

from datetime import UTC, datetime, time

from django.contrib.auth.models import User
from django.utils import timezone

from translation.models import DigestEntry
from translation.review import translator_mail


def send_digests() -> int:
    """Sends what was put off before today (UTC). Returns the number of mails.

    What was translated meanwhile is left out.
    """
    today = datetime.combine(timezone.now().astimezone(UTC).date(), time.min, UTC)
    due = DigestEntry.objects.filter(at__lt=today)
    by_user: dict[int, list[int]] = {}
    for user_id, pk in due.order_by("pk").values_list("user_id", "translation_id"):
        by_user.setdefault(user_id, []).append(pk)
    # Deleted first: a mail server that fails must not lead to a mail every minute.
    due.delete()
    users = User.objects.filter(pk__in=by_user, is_active=True)
    return sum(translator_mail.tell_one(user, by_user[user.pk]) for user in users)
