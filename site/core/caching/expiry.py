"""How long a response may be kept: never past the instant at which it becomes untrue by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import http_date

from core.pages.reader_session import is_signed_in

_ATTRIBUTE = "_keep"


@dataclass(frozen=True)
class Keep:
    """That a response is the same for every reader who is not signed in, until `until` (UTC)."""

    until: datetime | None = None
    in_every_language: bool = False
    """Whether the address has one answer, whatever language the reader's browser asks for."""
    tokens: Mapping[str, str] = field(default_factory=dict)
    """Of the cache tags of what it shows (`core.cache_tags`), as read before it was made."""


def limit(
    request: HttpRequest,
    response: HttpResponse,
    until: datetime | None,
    tokens: Mapping[str, str] | None = None,
) -> None:
    """Lets caches keep `response` for PAGE_MAX_AGE seconds at most, and not past `until` (UTC).

    What a signed-in reader gets is kept by nobody else, and asked for anew each time.
    """
    if is_signed_in(request):
        patch_cache_control(response, private=True, no_cache=True)
        return
    keep(response, until, tokens=tokens)
    left = seconds_until(until)
    response["Cache-Control"] = cache_control(left)
    response["Expires"] = http_date(timezone.now().timestamp() + max_age(left))


def keep(
    response: HttpResponse,
    until: datetime | None = None,
    *,
    in_every_language: bool = False,
    tokens: Mapping[str, str] | None = None,
) -> None:
    """Lets the site's own page cache keep `response`, which must be the same for everybody."""
    setattr(response, _ATTRIBUTE, Keep(until, in_every_language, tokens or {}))


def keep_of(response: HttpResponse) -> Keep | None:
    """What `keep` has said of the response; None where it must not be kept."""
    found: Keep | None = getattr(response, _ATTRIBUTE, None)
    return found


def seconds_until(until: datetime | None) -> float | None:
    return None if until is None else (until - timezone.now()).total_seconds()


def cache_control(left: float | None) -> str:
    """For a page that says the same for `left` more seconds; None: until somebody changes it.

    Browsers get `max-age`; the rest is for caches that many readers share (a CDN), and reaches
    no further than `left`, either.
    """
    directives = {"max-age": max_age(left), "s-maxage": _within(left, settings.PAGE_CDN_MAX_AGE)}
    after = None if left is None else left - directives["s-maxage"]
    if directives["s-maxage"]:
        directives["stale-while-revalidate"] = _within(after, settings.PAGE_CDN_MAX_AGE)
    directives["stale-if-error"] = _within(after, settings.PAGE_STALE_IF_ERROR)
    return ", ".join(f"{name}={seconds}" for name, seconds in directives.items())


def max_age(left: float | None) -> int:
    """Whole seconds for which a browser may keep the page without asking."""
    return _within(left, settings.PAGE_MAX_AGE)


def _within(left: float | None, longest: int) -> int:
    return longest if left is None else max(0, min(longest, int(left)))


def next_midnight() -> datetime:
    """When the day changes that stands on paper, “Printed”; in UTC."""
    tomorrow = timezone.now().astimezone(UTC).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=UTC)


def nearest(*instants: datetime | None) -> datetime | None:
    """The earliest of the instants that there are."""
    return min((instant for instant in instants if instant is not None), default=None)
