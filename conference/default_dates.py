"""Default dates of a new conference."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

WEEKS_AHEAD = 4
LENGTH_DAYS = 18


def default_opening() -> datetime:
    """Returns the Monday four weeks ahead, 00:00 UTC."""
    today = timezone.now().astimezone(UTC)
    monday = today + timedelta(weeks=WEEKS_AHEAD) - timedelta(days=today.weekday())
    return monday.replace(hour=0, minute=0, second=0, microsecond=0)


def default_closing() -> datetime:
    """Returns the Friday of the third week after the default opening, 23:59 UTC."""
    return default_opening() + timedelta(days=LENGTH_DAYS, hours=23, minutes=59)
