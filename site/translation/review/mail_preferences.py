"""Who wants a daily digest instead of a mail for each change, and what the next one lists."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from translation.models import DigestEntry, MailPreference


def who_want_digest(users: Iterable[User]) -> set[int]:
    """Returns the ids of the users who get a digest; one query."""
    ids = [user.pk for user in users]
    rows = MailPreference.objects.filter(user__in=ids, daily_digest=True)
    return set(rows.values_list("user_id", flat=True))


def put_off(user: User, translation_ids: Iterable[int]) -> None:
    """Adds the translations to the user's next digest; each is listed once."""
    rows = [DigestEntry(user=user, translation_id=pk) for pk in translation_ids]
    DigestEntry.objects.bulk_create(rows, ignore_conflicts=True)
