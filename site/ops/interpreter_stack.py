"""Gives each request one piece of the interpreter's stack that is large enough for all its calls.

CPython 3.11 and later keep the frames of calls in pieces of 16 kB, and give a piece back to the
system as soon as the last call in it returns. Where the loop of a deep template stands at the end
of a piece, each call asks the system for memory: seven thousand times for one explorer of the
admin, a sixth of its time (python/cpython#142183; 3.13 and 3.14 keep one piece since March 2026).
"""

from collections.abc import Callable, Iterable
from typing import Any

# Words of eight bytes. The piece is as large as the next power of two, so that as much again is
# left for the calls: some hundred kB. What is not used takes no memory.
RESERVED = 32_000


class WithRoom:
    """Wraps a WSGI application."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Handles one request."""
        return self._application(environ, start_response)


_code = WithRoom.__call__.__code__
WithRoom.__call__.__code__ = _code.replace(co_stacksize=_code.co_stacksize + RESERVED)
