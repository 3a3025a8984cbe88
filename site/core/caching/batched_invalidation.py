"""Batches the invalidation of kept pages by bulk work: one new generation every few seconds.

Each committed change begins a new generation: work that writes a thousand pages would keep every
page of the site from being kept.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import local

SECONDS = 5.0


class _State(local):
    """Of this thread."""

    depth = 0
    last = float("-inf")
    """When the last generation was begun (monotonic seconds)."""
    waiting: Callable[[], None] | None = None
    """What begins the generation that is due."""


_state = _State()


@contextmanager
def gathered_changes() -> Iterator[None]:
    """Within this block, changes of this thread are announced every SECONDS, and at its end."""
    _state.depth += 1
    try:
        yield
    finally:
        _state.depth -= 1
        if not _state.depth:
            _announce_waiting()


def announce(begin: Callable[[], None]) -> None:
    """Calls `begin` now; within `gathered_changes`, up to SECONDS later, once for all of them."""
    if not _state.depth:
        begin()
        return
    _state.waiting = begin
    announce_due()


def announce_due() -> None:
    """Announces changes that have waited for SECONDS; to be called often, outside transactions."""
    if _state.waiting and time.monotonic() - _state.last >= SECONDS:
        _announce_waiting()


def _announce_waiting() -> None:
    begin, _state.waiting = _state.waiting, None
    if begin:
        _state.last = time.monotonic()
        begin()
