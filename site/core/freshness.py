"""How long a response may be kept: never past the instant at which it becomes untrue by itself."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import http_date


def limit(request: HttpRequest, response: HttpResponse, until: datetime | None) -> None:
    """Lets caches keep `response` for PAGE_MAX_AGE seconds at most, and not past `until` (UTC).

    What a signed-in reader gets is kept by nobody else, and asked for anew each time.
    """
    # Nobody is signed in to a request that has passed no middleware.
    if getattr(request, "user", None) and request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
        return
    seconds = max_age(until)
    patch_cache_control(response, max_age=seconds)
    response["Expires"] = http_date(timezone.now().timestamp() + seconds)


def max_age(until: datetime | None) -> int:
    """Whole seconds for which a page may be kept that says the same until `until`."""
    longest: int = settings.PAGE_MAX_AGE
    if until is None:
        return longest
    return max(0, min(longest, int((until - timezone.now()).total_seconds())))


def nearest(*instants: datetime | None) -> datetime | None:
    """The earliest of the instants that there are."""
    return min((instant for instant in instants if instant is not None), default=None)
