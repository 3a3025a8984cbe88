"""Cache headers: no response is cached past the instant at which its content changes by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import http_date

from core.pages.request_kind import is_signed_in

_ATTRIBUTE = "_cache_policy"


@dataclass(frozen=True)
class CachePolicy:
    """Marks a response that is the same for every anonymous reader until `until` (UTC)."""

    until: datetime | None = None
    in_every_language: bool = False
    """Whether the address has one answer, whatever language the reader's browser asks for."""
    tokens: Mapping[str, str] = field(default_factory=dict)
    """Of the cache tags of what it shows (`core.cache_tags`), as read before it was made."""


def set_cache_headers(
    request: HttpRequest,
    response: HttpResponse,
    until: datetime | None,
    tokens: Mapping[str, str] | None = None,
) -> None:
    """Sets `Cache-Control`: at most PAGE_MAX_AGE seconds, and not past `until` (UTC).

    A response to a signed-in reader is private and revalidated each time.
    """
    if is_signed_in(request):
        patch_cache_control(response, private=True, no_cache=True)
        return
    allow_caching(response, until, tokens=tokens)
    left = seconds_until(until)
    response["Cache-Control"] = cache_control(left)
    response["Expires"] = http_date(timezone.now().timestamp() + max_age(left))


def allow_caching(
    response: HttpResponse,
    until: datetime | None = None,
    *,
    in_every_language: bool = False,
    tokens: Mapping[str, str] | None = None,
) -> None:
    """Allows the page cache to store `response`, which must be the same for everybody.

    It expires at `until` (UTC). With `in_every_language`, one copy serves readers of all languages.
    """
    setattr(response, _ATTRIBUTE, CachePolicy(until, in_every_language, tokens or {}))


def cache_policy_of(response: HttpResponse) -> CachePolicy | None:
    """Returns the policy that `allow_caching` attached; None if the response must not be cached."""
    found: CachePolicy | None = getattr(response, _ATTRIBUTE, None)
    return found


def seconds_until(until: datetime | None) -> float | None:
    """Returns the seconds left until `until` (UTC), not below 0; None if there is no limit."""
    return None if until is None else (until - timezone.now()).total_seconds()


def cache_control(left: float | None) -> str:
    """Returns the `Cache-Control` value for a page valid for `left` seconds; None: no limit.

    Browsers use `max-age`; the rest is for shared caches (a CDN) and is limited by `left`, too.
    """
    directives = {"max-age": max_age(left), "s-maxage": _within(left, settings.PAGE_CDN_MAX_AGE)}
    after = None if left is None else left - directives["s-maxage"]
    if directives["s-maxage"]:
        directives["stale-while-revalidate"] = _within(after, settings.PAGE_CDN_MAX_AGE)
    directives["stale-if-error"] = _within(after, settings.PAGE_STALE_IF_ERROR)
    return ", ".join(f"{name}={seconds}" for name, seconds in directives.items())


def max_age(left: float | None) -> int:
    """Returns the whole seconds for which a browser may use the page without revalidating it."""
    return _within(left, settings.PAGE_MAX_AGE)


def _within(left: float | None, longest: int) -> int:
    return longest if left is None else max(0, min(longest, int(left)))


def next_midnight() -> datetime:
    """Returns the next midnight (UTC), when the printed date changes."""
    tomorrow = timezone.now().astimezone(UTC).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=UTC)


def earliest(*instants: datetime | None) -> datetime | None:
    """Returns the earliest of the instants that are not None; None if all are."""
    return min((instant for instant in instants if instant is not None), default=None)
