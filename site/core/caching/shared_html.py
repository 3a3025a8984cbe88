"""HTML and pages that are the same for every reader, in the memory of the process.

What is kept belongs to a generation of content (`core.caching.generation_cache`): a change of
content, such as a withdrawn page, empties it at once. The memory is bounded, whatever the number of
pages; what was used longest ago goes first.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from core.caching import cache_headers, generation_cache, statement_trace
from core.pages.request_kind import is_for_preview, may_be_signed_in

# The variable of a template's context that says until when (UTC) the page's text may be kept.
UNTIL = "shared_until"
# Characters of HTML, and pages, that a process keeps.
MOST_CHARACTERS = 3_000_000
MOST_PAGES = 60
# What lists of results say of a page.
MOST_FACTS = 4000


@dataclass(frozen=True)
class Found:
    """A value that is kept, with the sources of what it was made of."""

    memory: "Recent"
    name: Hashable
    value: Any
    until: datetime | None
    sources: statement_trace.Sources

    def carry_into(self, token: str) -> None:
        """See `generation_cache.Kept`."""
        self.memory.keep(token, self)

    def used(self) -> Any:
        """Returns the value, and notes that it is used."""
        generation_cache.note_use((id(self.memory), self.name), self)
        return self.value


class Recent:
    """Values by name and generation, of a limited total size."""

    def __init__(self, limit: int, size: Callable[[Any], int]) -> None:
        self._limit, self._size = limit, size
        self._kept: OrderedDict[Hashable, Found] = OrderedDict()
        self._total = 0
        self._guard = Lock()

    def get_or_make(
        self, name: Hashable, make: Callable[[], Any], until: datetime | None = None
    ) -> Any:
        """Returns the value of `make`, called once in a generation, and again after `until` (UTC).

        The value must not be modified. `until` must be found before the value is made.
        """
        made = self.get_many(None, [name], lambda _missing: {name: (make(), until)})
        return made[name]

    def get_many(
        self,
        kind: Hashable,
        keys: Iterable[Hashable],
        make: Callable[[list[Any]], Mapping[Any, tuple[Any, datetime | None]]],
    ) -> dict[Any, Any]:
        """Returns key → value; calls `make` once for all that are not kept.

        `make` returns key → value and until when (UTC) it is true, for each of the keys.
        """
        token, now = generation_cache.token(), timezone.now()
        found, missing = {}, []
        for key in keys:
            kept = self._find(token, (kind, key), now)
            if kept is None:
                missing.append(key)
            else:
                found[key] = kept.used()
        for key, (value, until) in (make(missing) if missing else {}).items():
            found[key] = value
            if token is not None:
                made = Found(self, (kind, key), value, until, statement_trace.snapshot())
                self.keep(token, made)
                made.used()
        return found

    def _find(self, token: str | None, name: Hashable, now: datetime) -> Found | None:
        with self._guard:
            kept = self._kept.get((token, name))
            if kept is None or (kept.until is not None and kept.until <= now):
                return None
            self._kept.move_to_end((token, name))
            return kept

    def keep(self, token: str, found: Found) -> None:
        """Keeps a value in the generation `token`."""
        with self._guard:
            self._drop(self._kept.pop((token, found.name), None))
            self._kept[token, found.name] = found
            self._total += self._size(found.value)
            while self._total > self._limit:
                self._drop(self._kept.popitem(last=False)[1])

    def clear(self) -> None:
        """Forgets everything."""
        with self._guard:
            self._kept.clear()
            self._total = 0

    def _drop(self, found: Found | None) -> None:
        if found is not None:
            self._total -= self._size(found.value)


html = Recent(MOST_CHARACTERS, len)
pages = Recent(MOST_PAGES, lambda _page: 1)
facts = Recent(MOST_FACTS, lambda _facts: 1)


def is_shared(request: HttpRequest) -> bool:
    """Returns whether every reader who sends this request gets the same answer.

    It has nothing of a reader, nor a query string: those are unlimited in number.
    """
    sent = request.META
    is_plain = not (sent.get("HTTP_COOKIE") or sent.get("QUERY_STRING"))
    is_anybody = not (sent.get("HTTP_AUTHORIZATION") or may_be_signed_in(request))
    return is_plain and is_anybody and request.method in ("GET", "HEAD") and is_not_preview(request)


def is_not_preview(request: HttpRequest) -> bool:
    """Returns whether the request shows what is published."""
    return not (is_for_preview(request) or getattr(request, "is_preview", False))


def kept_until(until: datetime | None) -> datetime:
    """Returns the instant (UTC) up to which text is kept that changes by itself at `until`.

    As the page cache does: at midnight the date of printing changes, and what begins no generation
    is seen after PAGE_CACHE_FRESH seconds.
    """
    soon = timezone.now() + timedelta(seconds=settings.PAGE_CACHE_FRESH)
    return min(soon, cache_headers.next_midnight(), until or soon)


def allow(request: HttpRequest, response: HttpResponse, until: datetime | None) -> None:
    """Lets the template of `response` keep parts of a page up to `until` (UTC)."""
    if isinstance(response, TemplateResponse) and is_shared(request):
        response.context_data = {**(response.context_data or {}), UNTIL: kept_until(until)}
