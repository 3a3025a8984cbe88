"""Revalidates what the process keeps of a page, by sending the page's SQL statements once more.

A change of content begins a generation and empties the memory of the process, though most pages
show nothing of what has changed. So the statements behind each page that readers have asked for are
recorded with their rows (`core.caching.statement_trace`). The first request after a change sends
them again, without Django's work around them; if each returns the same rows, all that is kept of
the page is carried over into the new generation, else the page is made anew.
"""

import time
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest

from core.caching import generation_cache, shared_html, statement_trace
from core.caching.statement_trace import Source

# Pages of which a process knows what was asked for them.
MOST_PAGES = 30


@dataclass
class Record:
    """What was made for one page."""

    token: str
    """The last generation in which it held."""
    since: float
    """When the oldest part of it was made (monotonic seconds)."""
    sources: Mapping[Any, Source]
    kept: dict[Hashable, generation_cache.Kept]


_records: OrderedDict[Hashable, Record] = OrderedDict()
_guard = Lock()


@contextmanager
def recorded(request: HttpRequest) -> Iterator[None]:
    """Context manager around a request of the current generation."""
    token, name = generation_cache.token(), _name(request)
    if token is None or name is None or connection.vendor != "postgresql":
        yield
        return
    before = _revalidated(name, token)
    with statement_trace.tracing() as trace, generation_cache.noting_use() as used:
        yield
    sources = trace.snapshot()
    with _guard:
        _records.pop(name, None)
        if sources is not None:
            # Not all that holds is used each time.
            record = before or Record(token, time.monotonic(), {}, {})
            _records[name] = Record(
                token, record.since, {**record.sources, **sources}, record.kept | used
            )
            if len(_records) > MOST_PAGES:
                _records.popitem(last=False)


def _name(request: HttpRequest) -> Hashable | None:
    """Of what every reader gets alike; None for all else."""
    if not shared_html.is_shared(request):
        return None
    return request.get_host(), request.scheme, request.path


def _revalidated(name: Hashable, token: str) -> Record | None:
    """Puts what still holds into the generation `token`; returns the page's record if it does."""
    with _guard:
        record = _records.get(name)
    if record is None or time.monotonic() - record.since > settings.PAGE_CACHE_FRESH:
        return None
    if record.token != token:
        try:
            if not statement_trace.all_hold(record.sources.values()):
                return None
        except (DatabaseError, InterfaceError):
            return None
        for kept in record.kept.values():
            kept.carry_into(token)
    return record
